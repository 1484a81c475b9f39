package dev.slipway.events;

/** The image is in the registry under a tag that is never reused. */
public record ImageBuilt(PipelineRun pipelineRun, String component, Digest source, ImageReference image, String tag)
        implements PipelineEvent {}
