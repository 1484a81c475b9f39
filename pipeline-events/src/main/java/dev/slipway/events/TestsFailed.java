package dev.slipway.events;

/** The script said no, or the environment did not come up. */
public record TestsFailed(
        PipelineRun pipelineRun, String component, ImageReference image, TestSummary summary, Failure failure)
        implements PipelineEvent {}
