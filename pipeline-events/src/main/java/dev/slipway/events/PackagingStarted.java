package dev.slipway.events;

/** The image build began. */
public record PackagingStarted(PipelineRun pipelineRun, String component) implements PipelineEvent {}
