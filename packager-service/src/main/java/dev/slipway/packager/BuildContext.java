package dev.slipway.packager;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.engine.Dockerfile;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.pipelinefile.Component;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.PipelineFileReader;
import dev.slipway.pipelinefile.PipelineFileResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The files an image is built from: the component's folder of exactly the revision that was built, with the artifacts of
 * that build laid over it. Nothing is built a second time.
 */
final class BuildContext {

    private final Component component;
    private final Path folder;

    private BuildContext(Component component, Path folder) {
        this.component = component;
        this.folder = folder;
    }

    /** @return empty when the pipeline file of the snapshot does not name the component */
    static Optional<BuildContext> open(ArtifactStore store, ArtifactBuilt built, Path into, ArchiveLimits limits) {
        try (InputStream source = store.open(built.source());
                InputStream artifacts = store.open(built.artifacts())) {
            Archive.unpack(source, into, limits);
            byte[] file = Files.readAllBytes(into.resolve(PipelineFile.NAME));
            if (!(PipelineFileReader.read(file, built.pipelineRun().repository())
                    instanceof PipelineFileResult.Valid(PipelineFile valid))) {
                return Optional.empty();
            }
            Optional<Component> component = valid.component(built.component());
            if (component.isEmpty()) {
                return Optional.empty();
            }
            Path folder = into.resolve(component.get().path()).normalize();
            Archive.overlay(artifacts, folder, limits);
            return Optional.of(new BuildContext(component.get(), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Component component() {
        return component;
    }

    /** Whether the Dockerfile is a file of the context itself, not a link and not by way of one. */
    boolean hasDockerfile() {
        Path file = folder.resolve(component.packaging().dockerfile());
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Dockerfile dockerfile() {
        try {
            return Dockerfile.parse(
                    Files.readString(folder.resolve(component.packaging().dockerfile()), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for the same files, whoever lays them out and when. */
    Digest digest() {
        MessageDigest hash = Digest.sha256();
        Archive.pack(folder, new DigestOutputStream(OutputStream.nullOutputStream(), hash));
        return Digest.of(hash);
    }
}
