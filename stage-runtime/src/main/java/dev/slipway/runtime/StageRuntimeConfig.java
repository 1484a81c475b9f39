package dev.slipway.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the runtime; the same keys in every service. */
@ConfigMapping(prefix = "slipway.stage")
public interface StageRuntimeConfig {

    /** Runs of one stage that work side by side in this process. */
    @WithDefault("2")
    int concurrency();

    /** How long a claim holds without being renewed; renewed at a third of it. */
    @WithDefault("30s")
    Duration lease();

    /** How often waiting work is looked for when nothing wakes the worker: the end of a back-off, a dead replica's run. */
    @WithDefault("2s")
    Duration poll();

    /** How often reality is compared with what should be. */
    @WithDefault("60s")
    Duration reconcileEvery();

    Retry retry();

    /** Infrastructure failures only; a user's failed build is never repeated by itself. */
    interface Retry {

        @WithDefault("5")
        int failures();

        @WithDefault("5s")
        Duration firstDelay();

        @WithDefault("5m")
        Duration longestDelay();
    }
}
