package dev.slipway.runtime.persistence;

import dev.slipway.events.StageName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A few lines of a run's log, in the order they were written. */
@Entity
@Table(name = "log_chunk")
public class LogChunkEntity {

    /** Order of writing; given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "n")
    public @Nullable Long number;

    @Column(name = "run_id")
    public UUID runId;

    @Column(name = "pipeline_run")
    public UUID pipelineRun;

    @Enumerated(EnumType.STRING)
    public StageName stage;

    @Column(name = "written_at")
    public Instant writtenAt;

    /** Lines, each ended by a line feed. */
    public String lines;
}
