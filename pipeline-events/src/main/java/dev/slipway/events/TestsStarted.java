package dev.slipway.events;

/** The throw-away environment is being put up. */
public record TestsStarted(PipelineRun pipelineRun, String component) implements PipelineEvent {}
