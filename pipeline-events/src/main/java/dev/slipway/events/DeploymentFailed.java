package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/** The rollout did not end well and nothing was there to go back to, or it never began. */
public record DeploymentFailed(
        PipelineRun pipelineRun,
        String component,
        @Nullable String environment,
        @Nullable String stack,
        Failure failure)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment == null || stack == null ? pipelineRun.id().toString() : environment + "/" + stack;
    }
}
