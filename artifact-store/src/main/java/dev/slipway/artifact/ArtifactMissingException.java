package dev.slipway.artifact;

import dev.slipway.events.Digest;

/** Nothing is stored under this digest. */
public final class ArtifactMissingException extends ArtifactStoreException {

    private static final long serialVersionUID = 1L;

    private final transient Digest digest;

    public ArtifactMissingException(Digest digest, String store) {
        super("artifact " + digest + " is not in the store " + store, null);
        this.digest = digest;
    }

    public Digest digest() {
        return digest;
    }
}
