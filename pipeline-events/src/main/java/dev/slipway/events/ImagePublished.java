package dev.slipway.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tested digest now carries the tags that people use.
 *
 * @param attestations manifests kept beside the image in the registry: its bill of materials (CycloneDX) and its
 *     provenance (SLSA); absent in events of old versions
 */
public record ImagePublished(
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        List<String> tags,
        @Nullable List<Digest> attestations)
        implements PipelineEvent {

    /** Without anything beside it. */
    public ImagePublished(
            PipelineRun pipelineRun, String component, Digest source, ImageReference image, List<String> tags) {
        this(pipelineRun, component, source, image, tags, null);
    }
}
