package dev.slipway.events;

/** The tested image did not get its tags. */
public record PublicationFailed(PipelineRun pipelineRun, String component, Failure failure) implements PipelineEvent {}
