package dev.slipway.events;

/** No environment follows this ref: the pipeline run ends with a published image. */
public record DeploymentSkipped(PipelineRun pipelineRun, String component, String reason) implements PipelineEvent {}
