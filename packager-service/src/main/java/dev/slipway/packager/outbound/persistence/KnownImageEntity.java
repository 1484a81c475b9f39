package dev.slipway.packager.outbound.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** What came of an input. */
@Entity
@Table(name = "known_image")
@IdClass(KnownImageEntity.Key.class)
class KnownImageEntity {

    record Key(String repository, String input) implements Serializable {}

    @Id
    String repository;

    @Id
    String input;

    String image;

    String version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected KnownImageEntity() {}
}
