package dev.slipway.runtime;

import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a worker holds: the run, and the fence that proves it is still the worker's.
 *
 * @param failures infrastructure failures so far, a lost worker included
 */
record Claim(
        RunId id,
        Stage<PipelineEvent> stage,
        Envelope<PipelineEvent> trigger,
        long fence,
        int attempt,
        int failures,
        @Nullable String cancelledBy,
        @Nullable Long supersededBy) {

    PipelineEvent event() {
        return trigger.event();
    }
}
