package dev.slipway.builder.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** One row for each build whose output is being followed. */
@Entity
@Table(name = "log_bookmark")
class LogBookmarkEntity {

    @Id
    @Column(name = "run_id")
    UUID runId;

    String position;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected LogBookmarkEntity() {}

    LogBookmarkEntity(UUID runId, String position) {
        this.runId = runId;
        this.position = position;
    }
}
