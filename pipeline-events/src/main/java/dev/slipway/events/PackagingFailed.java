package dev.slipway.events;

/** No image came of it. */
public record PackagingFailed(PipelineRun pipelineRun, String component, Failure failure) implements PipelineEvent {}
