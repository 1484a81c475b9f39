package dev.slipway.packager.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Where a moving tag stands. */
@Entity
@Table(name = "moving_tag")
@IdClass(MovingTagEntity.Key.class)
class MovingTagEntity {

    record Key(String repository, String tag) implements Serializable {}

    @Id
    String repository;

    @Id
    String tag;

    /** Repository and ref of the source. */
    String owner;

    @Column(name = "latest_sequence")
    long latestSequence;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected MovingTagEntity() {}
}
