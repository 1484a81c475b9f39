package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * The new version was not healthy; the version before is in place and never stopped serving.
 *
 * @param image what was refused
 * @param restored what serves instead
 */
public record RolledBack(
        PipelineRun pipelineRun,
        String component,
        String environment,
        String stack,
        ImageReference image,
        @Nullable ImageReference restored,
        Failure failure)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
