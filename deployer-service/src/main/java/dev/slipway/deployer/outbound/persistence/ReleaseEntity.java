package dev.slipway.deployer.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A version of a stack as it was handed to the orchestrator. */
@Entity
@Table(name = "stack_release")
public class ReleaseEntity {

    /** The deployment that made it. */
    @Id
    public UUID id;

    public String environment;

    public String stack;

    @Column(name = "pipeline_run")
    public UUID pipelineRun;

    public String repository;

    public String ref;

    public String revision;

    public String version;

    public long sequence;

    public String component;

    @Column(name = "image_name")
    public String imageName;

    @Column(name = "image_digest")
    public String imageDigest;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> application;

    @Column(name = "load_balancer")
    public String loadBalancer;

    /** The Compose file as a tree. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Object> rendered;

    @Column(name = "prepared_at")
    public Instant preparedAt;
}
