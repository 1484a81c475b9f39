package dev.slipway.events;

import java.util.List;

/** The tested digest now carries the tags that people use. */
public record ImagePublished(
        PipelineRun pipelineRun, String component, Digest source, ImageReference image, List<String> tags)
        implements PipelineEvent {}
