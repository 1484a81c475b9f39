package dev.slipway.engine;

import java.util.List;
import java.util.Map;

/**
 * An image on the engine.
 *
 * @param id {@code sha256:} + 64 hex of its configuration; the engine's own name for it, unknown to registries
 * @param repoDigests {@code repository@sha256:…} for each registry it was pulled from or pushed to
 */
public record ImageDetails(String id, List<String> repoDigests, Map<String, String> labels, long sizeBytes) {
    public ImageDetails {
        repoDigests = List.copyOf(repoDigests);
        labels = Map.copyOf(labels);
    }
}
