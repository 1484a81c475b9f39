package dev.slipway.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Settings of the console. */
@ConfigMapping(prefix = "slipway.console")
public interface ConsoleConfig {

    /** The stage services whose logs are shown, by name, e.g. {@code builder} → {@code http://127.0.0.1:18081}. */
    Map<String, URI> stages();

    /** How long a stage service may take to answer. */
    @WithDefault("3s")
    Duration stageTimeout();

    Artifacts artifacts();

    /** What is kept of the artifact store; also whatever a run under way or an environment needs. */
    interface Artifacts {

        /** Everything that a run of this age left; at least one day. */
        @WithDefault("30d")
        Duration keepAge();

        /** The last builds of each component on each ref. */
        @WithDefault("10")
        int keepCount();
    }
}
