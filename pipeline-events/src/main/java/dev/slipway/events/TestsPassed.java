package dev.slipway.events;

/** The script said yes to exactly this image; only now may the image be published. */
public record TestsPassed(
        PipelineRun pipelineRun, String component, Digest source, ImageReference image, TestSummary summary)
        implements PipelineEvent {}
