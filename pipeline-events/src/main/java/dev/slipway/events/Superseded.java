package dev.slipway.events;

/** A waiting run ended because a newer push to the same ref was ready. */
public record Superseded(PipelineRun pipelineRun, StageName stage, long bySequence) implements PipelineEvent {}
