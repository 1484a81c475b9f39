package dev.slipway.runtime.failpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the failpoints; a service of a real installation has none of them. */
@ConfigMapping(prefix = "slipway.failpoints")
public interface FailpointConfig {

    /** Where orders lie; without it no point does anything. */
    Optional<Path> directory();

    /** How long an ordered pause lasts: longer than a lease, or it proves nothing. */
    @WithDefault("10s")
    Duration pause();
}
