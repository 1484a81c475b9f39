package dev.slipway.tester.outbound.artifact;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.UnsafeArchiveException;
import dev.slipway.events.Digest;
import dev.slipway.tester.port.SourceSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Snapshots in the artifact store. */
public final class StoredSnapshots implements SourceSnapshots {

    private final ArtifactStore store;

    public StoredSnapshots(ArtifactStore store) {
        this.store = store;
    }

    @Override
    public SourceFile file(Digest source, String path, int maximumBytes) {
        try (InputStream tar = open(source)) {
            return Archive.readFile(tar, path, maximumBytes)
                    .<SourceFile>map(SourceFile.Content::new)
                    .orElseGet(SourceFile.Absent::new);
        } catch (UnsafeArchiveException e) {
            return new SourceFile.Unusable(e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot " + source + " cannot be read", e);
        }
    }

    @Override
    public InputStream open(Digest source) {
        return store.open(source);
    }
}
