package dev.slipway.runtime.persistence;

import dev.slipway.events.Outcome;
import dev.slipway.events.StageName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A run of a stage. The unique event id is the inbox: a redelivered event finds its run already there. */
@Entity
@Table(name = "stage_run")
public class StageRunEntity {

    /** Where a run stands. */
    public enum State {
        READY,
        RUNNING,
        FINISHED
    }

    @Id
    public UUID id;

    @Enumerated(EnumType.STRING)
    public StageName stage;

    @Column(name = "event_id")
    public UUID eventId;

    @Column(name = "pipeline_run")
    public UUID pipelineRun;

    public String lane;

    @Column(name = "newest_wins")
    public boolean newestWins;

    public boolean exclusive;

    public long sequence;

    @Enumerated(EnumType.STRING)
    public State state;

    public int attempt;

    @Column(name = "infra_failures")
    public int infraFailures;

    public long fence;

    public @Nullable String owner;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    @Column(name = "not_before")
    public @Nullable Instant notBefore;

    @Column(name = "cancelled_by")
    public @Nullable String cancelledBy;

    @Enumerated(EnumType.STRING)
    public @Nullable Outcome outcome;

    public @Nullable String reason;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> headers;

    public byte[] payload;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;
}
