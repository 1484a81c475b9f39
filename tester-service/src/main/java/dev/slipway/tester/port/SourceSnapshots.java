package dev.slipway.tester.port;

import dev.slipway.events.Digest;
import java.io.InputStream;

/**
 * The trees of revisions that the builder stored. All methods may be called concurrently and again.
 *
 * <p>Failures: an unchecked exception when the store does not answer or has lost the snapshot; both are ours, not the
 * user's, and worth another attempt.
 */
public interface SourceSnapshots {

    /** What is at a path. */
    sealed interface SourceFile {

        record Content(byte[] bytes) implements SourceFile {}

        record Absent() implements SourceFile {}

        /** @param reason a link, a folder, too large: for its author */
        record Unusable(String reason) implements SourceFile {}
    }

    /**
     * One file of the tree.
     *
     * @param path relative to the repository, {@code go-auth/docker-compose.yml}
     * @param maximumBytes a larger file is unusable
     */
    SourceFile file(Digest source, String path, int maximumBytes);

    /** The whole tree as an uncompressed tar. The caller closes it. */
    InputStream open(Digest source);
}
