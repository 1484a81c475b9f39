package dev.slipway.events;

/** The builder knows the push and will build it. */
public record BuildQueued(PipelineRun pipelineRun) implements PipelineEvent {}
