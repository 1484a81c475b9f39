package dev.slipway.builder;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.events.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

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

    /** Stores what a component without a build keeps: nothing. */
    Digest keepNothing() {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = RebasedTar.writer(empty)) {
            tar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store.put(new ByteArrayInputStream(empty.toByteArray()));
    }

    /** The component's folder as a tar that makes it the build user's own where the plan wants it in the container. */
    Path upload(Workspace workspace, BuildPlan plan) {
        Path upload = workspace.file(plan.component() + ".upload.tar");
        try (InputStream tree = Archive.packed(workspace.source(plan.path()));
                OutputStream file = Files.newOutputStream(upload)) {
            RebasedTar.into(plan.folder().substring(1), BuildPlan.BUILD_USER, tree, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return upload;
    }
}
