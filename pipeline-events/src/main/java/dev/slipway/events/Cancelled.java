package dev.slipway.events;

/** A run ended because a person asked for it. */
public record Cancelled(PipelineRun pipelineRun, StageName stage, String by) implements PipelineEvent {}
