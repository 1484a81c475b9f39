package dev.slipway.cli.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stops parts: services first, then what they stand on, each tier at once, in bounded time. */
final class PartShutdown {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration AFTER_FORCE = Duration.ofSeconds(10);

    private PartShutdown() {}

    static void stop(List<Part> parts) throws InterruptedException {
        Part.Tier[] tiers = Part.Tier.values();
        for (int i = tiers.length - 1; i >= 0; i--) {
            Part.Tier tier = tiers[i];
            List<Thread> stopping = new ArrayList<>();
            parts.stream()
                    .filter(part -> part.tier() == tier)
                    .forEach(part -> stopping.add(Thread.ofPlatform().daemon().start(() -> stop(part))));
            for (Thread thread : stopping) {
                thread.join(WITHIN.plus(AFTER_FORCE));
            }
        }
    }

    private static void stop(Part part) {
        try {
            part.stop(WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
