package dev.slipway.builder;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Selection;
import dev.slipway.artifact.UnsafeArchiveException;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.events.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps what a build was asked to leave: picked out of the container's folder, stored as one tar. */
final class ArtifactCollection {

    /** What came of it. */
    sealed interface Result {

        record Kept(Digest artifacts, List<String> files) implements Result {}

        /** @param reason for the person who pushed */
        record Refused(String reason) implements Result {}
    }

    private final ContainerEngine engine;
    private final ArtifactStore store;
    private final BuildLimits limits;

    ArtifactCollection(ContainerEngine engine, ArtifactStore store, BuildLimits limits) {
        this.engine = engine;
        this.store = store;
        this.limits = limits;
    }

    Result collect(ContainerHandle container, BuildPlan plan, Workspace workspace) {
        Path picked = workspace.file(plan.component() + ".artifacts.tar");
        try {
            Optional<InputStream> folder = engine.copyOut(container, plan.folder());
            if (folder.isEmpty()) {
                return new Result.Refused("the build removed its own folder " + plan.folder());
            }
            Selection selection = select(plan, folder.get(), picked);
            if (!selection.unmatched().isEmpty()) {
                return new Result.Refused("nothing matches " + String.join(", ", selection.unmatched()) + " in "
                        + plan.folder() + " after the build; correct components." + plan.component()
                        + ".build.artifacts in slipway.yml or let the build make it");
            }
            try (InputStream tar = Files.newInputStream(picked)) {
                return new Result.Kept(store.put(tar), selection.files());
            }
        } catch (UnsafeArchiveException e) {
            return new Result.Refused("the build's folder cannot be kept: " + e.entry() + ": " + e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Selection select(BuildPlan plan, InputStream folder, Path picked) throws IOException {
        // the engine hands a folder out under its last name
        String top = plan.folder().substring(plan.folder().lastIndexOf('/') + 1);
        try (folder;
                OutputStream file = Files.newOutputStream(picked)) {
            return Archive.select(folder, top, plan.artifacts(), limits.tree(), file);
        }
    }
}
