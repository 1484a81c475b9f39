package dev.slipway.deployer.port;

import dev.slipway.events.Digest;
import java.util.Optional;

/** The files of a revision as the builder checked it out. May be read by any number of threads. */
public interface SourceSnapshot {

    /**
     * The content of one regular file, or empty when the revision has no such file.
     *
     * @param path relative to the repository, {@code deploy/stack.yml}
     * @throws RuntimeException when the snapshot is not there or cannot be read; worth another attempt
     */
    Optional<byte[]> file(Digest source, String path);
}
