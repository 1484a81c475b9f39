package dev.slipway.builder.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** One row for each component whose output is being followed. */
@Entity
@Table(name = "log_bookmark")
class LogBookmarkEntity {

    /** A component of a run. */
    @Embeddable
    record Key(@Column(name = "run_id") UUID runId, String component) {}

    @EmbeddedId
    Key id;

    String position;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected LogBookmarkEntity() {}

    LogBookmarkEntity(Key id, String position) {
        this.id = id;
        this.position = position;
    }
}
