package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/** No artifact came of it. */
public record BuildFailed(PipelineRun pipelineRun, @Nullable String component, Failure failure)
        implements PipelineEvent {}
