package dev.slipway.deployer.outbound.artifact;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Snapshots of revisions, kept as tar archives in the artifact store. */
public final class StoredSnapshot implements SourceSnapshot {

    /** Larger than any file the readers accept, so that they can say themselves that it is too large. */
    private static final int LARGEST = 2 << 20;

    private final ArtifactStore store;

    public StoredSnapshot(ArtifactStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> file(Digest source, String path) {
        try (InputStream tar = store.open(source)) {
            return Archive.readFile(tar, path, LARGEST);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path + " from snapshot " + source, e);
        }
    }
}
