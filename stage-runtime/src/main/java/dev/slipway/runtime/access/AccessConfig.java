package dev.slipway.runtime.access;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;

/** Who may call this service. Tokens come from files, so that they appear in no process list and no environment. */
@ConfigMapping(prefix = "slipway.access")
public interface AccessConfig {

    /** Role to file; each file holds one token. A role without a file cannot be had. */
    Map<String, Path> tokenFiles();
}
