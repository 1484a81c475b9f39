package dev.slipway.cli.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repository that was connected to the console, and how looking at its refs goes.
 *
 * @param webhook path to which its forge sends deliveries; absent without a webhook
 * @param sweepSeconds 0 when its refs are not looked at
 */
public record Connected(
        String name,
        String url,
        @Nullable String forge,
        @Nullable String webhook,
        long sweepSeconds,
        @Nullable Instant lookedAt,
        @Nullable Instant nextLookAt,
        int failures,
        @Nullable String problem) {}
