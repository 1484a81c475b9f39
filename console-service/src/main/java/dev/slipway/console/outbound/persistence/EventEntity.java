package dev.slipway.console.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An event as it was received. */
@Entity
@Table(name = "event")
public class EventEntity {

    @Id
    public UUID id;

    /** Order of recording; given by the database. */
    @Column(name = "n", insertable = false, updatable = false)
    public long number;

    public String type;

    public String topic;

    public String key;

    @Column(name = "pipeline_run")
    public UUID pipelineRun;

    public Instant time;

    public String source;

    public @Nullable UUID cause;

    public String trace;

    /** JSON text. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String body;
}
