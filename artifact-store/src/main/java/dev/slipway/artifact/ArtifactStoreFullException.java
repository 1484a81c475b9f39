package dev.slipway.artifact;

/** There is no room: the file system keeps less free than demanded, or one object is larger than allowed. */
public final class ArtifactStoreFullException extends ArtifactStoreException {

    private static final long serialVersionUID = 1L;

    public ArtifactStoreFullException(String message) {
        super(message, null);
    }
}
