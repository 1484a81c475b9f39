package dev.slipway.artifact;

import org.jspecify.annotations.Nullable;

/** The store cannot do what it was asked; the message names the store, the reason and what helps. */
public class ArtifactStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArtifactStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
