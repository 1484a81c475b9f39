package dev.slipway.artifact;

import dev.slipway.events.Digest;
import java.io.IOException;
import java.nio.file.Path;

/** Stored bytes are not the ones that were stored. A person has to look after the disk; building again stores them anew. */
public final class ArtifactCorruptException extends IOException {

    private static final long serialVersionUID = 1L;

    ArtifactCorruptException(Digest expected, Digest found, Path store) {
        super("artifact " + expected + " is damaged in the store " + store + ": its bytes have the digest " + found
                + "; remove its file there and run the stage that made it again");
    }
}
