package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * A push was accepted and has its place in the order of its ref.
 *
 * @param trigger what set it in motion
 * @param pusher who pushed, as the forge or the hook names them
 * @param before the ref's revision before the push; absent for a new ref
 */
public record CommitPushed(
        PipelineRun pipelineRun,
        Trigger trigger,
        String pusher,
        @Nullable String before) implements PipelineEvent {

    @Override
    public String key() {
        return pipelineRun.repository() + " " + pipelineRun.ref();
    }
}
