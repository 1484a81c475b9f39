package dev.slipway.runtime.safety;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Settings of the check at start. */
@ConfigMapping(prefix = "slipway.safety")
public interface SafetyConfig {

    /**
     * Dangerous settings that are meant, by the name that the refusal gives; each is still named in the log at every
     * start.
     */
    Optional<Set<String>> accept();
}
