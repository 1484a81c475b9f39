package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * A build container was started.
 *
 * @param builderImage as the pipeline file names it
 * @param builderDigest what that name stood for: the digest in its registry, or the engine's own id of an image that never
 *     was in one; absent in events of old versions
 */
public record BuildStarted(
        PipelineRun pipelineRun,
        String component,
        String builderImage,
        @Nullable Digest builderDigest) implements PipelineEvent {

    /** In an image of which no more is known than its name. */
    public BuildStarted(PipelineRun pipelineRun, String component, String builderImage) {
        this(pipelineRun, component, builderImage, null);
    }
}
