package dev.slipway.builder;

import dev.slipway.engine.ImageDetails;
import dev.slipway.engine.ImageReference;
import dev.slipway.events.Digest;

/**
 * The image that a build runs in, by content: a tag may move while the build waits.
 *
 * @param id the engine's own name for it
 * @param digest the one of its registry; the id for an image that never was in one
 */
record BuilderImage(String id, Digest digest) {

    static BuilderImage of(ImageReference reference, ImageDetails details) {
        String registry = reference.name() + "@";
        return new BuilderImage(
                details.id(),
                Digest.of(details.repoDigests().stream()
                        .filter(known -> known.startsWith(registry))
                        .map(known -> known.substring(registry.length()))
                        .findFirst()
                        .orElse(details.id())));
    }
}
