package dev.slipway.builder.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One row for each input that was built. */
@Entity
@Table(name = "kept_build")
class KeptBuildEntity {

    @Id
    String input;

    @Column(name = "pipeline_run")
    UUID pipelineRun;

    String version;

    String artifacts;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> files;

    @Column(name = "built_at")
    Instant builtAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected KeptBuildEntity() {}

    KeptBuildEntity(
            String input, UUID pipelineRun, String version, String artifacts, List<String> files, Instant builtAt) {
        this.input = input;
        this.pipelineRun = pipelineRun;
        this.version = version;
        this.artifacts = artifacts;
        this.files = files;
        this.builtAt = builtAt;
    }
}
