package dev.slipway.tester.port;

import dev.slipway.events.Digest;
import java.io.InputStream;
import java.util.Optional;

/**
 * The trees of revisions that the builder stored. All methods may be called concurrently and again.
 *
 * <p>Failures: an unchecked exception when the store does not answer or has lost the snapshot; both are ours, not the
 * user's, and worth another attempt.
 */
public interface SourceSnapshots {

    /**
     * One file of the tree.
     *
     * @param path relative to the repository, {@code go-auth/docker-compose.yml}
     * @param maximumBytes a larger file is as good as none: it is answered with its first {@code maximumBytes + 1} bytes
     * @return empty when the tree has no such file
     */
    Optional<byte[]> file(Digest source, String path, int maximumBytes);

    /** The whole tree as an uncompressed tar. The caller closes it. */
    InputStream open(Digest source);
}
