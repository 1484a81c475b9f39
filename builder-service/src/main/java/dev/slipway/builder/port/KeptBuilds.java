package dev.slipway.builder.port;

import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.events.Digest;
import java.util.Optional;

/**
 * Which input gave which artifacts, beyond the life of this process and for all replicas. A memory only: whether the
 * artifacts are still there, the artifact store knows.
 */
public interface KeptBuilds {

    /** @param input digest over everything that can change what a build leaves */
    Optional<KeptBuild> of(Digest input);

    /** Remembers a build, instead of what was remembered for this input. Idempotent. */
    void keep(Digest input, KeptBuild build);
}
