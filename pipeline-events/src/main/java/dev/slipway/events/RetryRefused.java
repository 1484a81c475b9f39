package dev.slipway.events;

/**
 * The stage cannot be done again.
 *
 * @param reason one sentence: what was wanted, what was found
 */
public record RetryRefused(PipelineRun pipelineRun, StageName stage, String reason) implements PipelineEvent {}
