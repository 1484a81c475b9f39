package dev.slipway.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * When another attempt is worth making.
 *
 * @param failures infrastructure failures that are survived; one more ends the run with {@code ERROR}
 * @param first delay after the first failure, doubled after each further one
 * @param longest upper bound of the delay
 */
record RetryPolicy(int failures, Duration first, Duration longest) {

    /**
     * The delay before the next attempt, or nothing when it was one failure too many.
     *
     * @param failed failures so far, from 1
     * @param jitter 0.0 to 1.0; stretches the delay by up to a fifth so that runs do not come back in step
     */
    Optional<Duration> delayAfter(int failed, double jitter) {
        if (failed > failures) {
            return Optional.empty();
        }
        double doubled = first.toMillis() * Math.pow(2, Math.max(0, failed - 1));
        double bounded = Math.min(doubled, longest.toMillis());
        return Optional.of(Duration.ofMillis(Math.round(bounded * (1 + 0.2 * jitter))));
    }
}
