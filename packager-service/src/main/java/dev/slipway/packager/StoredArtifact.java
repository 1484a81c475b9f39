package dev.slipway.packager;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.events.Digest;
import java.io.InputStream;

/** The one place where an event's digest becomes the store's. */
final class StoredArtifact {

    private StoredArtifact() {}

    static InputStream open(ArtifactStore store, Digest digest) {
        return store.open(dev.slipway.artifact.Digest.of(digest.value()));
    }
}
