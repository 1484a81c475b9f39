package dev.slipway.deployer.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What serves in an environment, and what served before. */
@Entity
@Table(name = "environment_stack")
@IdClass(EnvironmentStackEntity.Key.class)
public class EnvironmentStackEntity {

    /** Environment and stack. */
    public record Key(String environment, String stack) implements Serializable {}

    @Id
    public String environment;

    @Id
    public String stack;

    public long sequence;

    public String component;

    /** {@code name@sha256:…}. */
    public String image;

    @Column(name = "previous_image")
    public @Nullable String previousImage;

    public UUID release;

    @Column(name = "deployed_at")
    public Instant deployedAt;
}
