package dev.slipway.builder;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.events.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The revision's tree as one tar under its digest: what the build gets, and every later stage after it. */
final class SourceSnapshot {

    private final ArtifactStore store;

    SourceSnapshot(ArtifactStore store) {
        this.store = store;
    }

    /** Stores the checked out tree; the same tree has the same digest. */
    Digest keep(Workspace workspace) {
        try (InputStream tar = Archive.packed(workspace.source())) {
            return store.put(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same tree as a tar that makes it the build user's own below the container's workspace. */
    Path upload(Workspace workspace) {
        Path upload = workspace.file("upload.tar");
        try (InputStream tree = Archive.packed(workspace.source());
                OutputStream file = Files.newOutputStream(upload)) {
            RebasedTar.into(BuildPlan.WORKSPACE.substring(1), BuildPlan.BUILD_USER, tree, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return upload;
    }
}
