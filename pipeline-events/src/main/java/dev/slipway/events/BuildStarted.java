package dev.slipway.events;

/** A build container was started. */
public record BuildStarted(PipelineRun pipelineRun, String component, String builderImage) implements PipelineEvent {}
