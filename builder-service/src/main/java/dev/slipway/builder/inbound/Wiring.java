package dev.slipway.builder.inbound;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.builder.BuildCleanup;
import dev.slipway.builder.BuildLimits;
import dev.slipway.builder.BuildProcedure;
import dev.slipway.builder.BuilderConfig;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.outbound.git.JGitRefLookup;
import dev.slipway.builder.outbound.git.JGitSourceCheckout;
import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.builder.port.RefLookup;
import dev.slipway.builder.port.SourceCheckout;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerContainerEngine;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.runtime.StageRuntimeConfig;
import dev.slipway.runtime.failpoint.Failpoints;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Which adapter stands behind which port. */
public class Wiring {

    private static final int LONGEST_PATH = 1024;

    @Produces
    @Singleton
    DockerConnection connection(BuilderConfig config) {
        return DockerConnection.open(
                config.engine().host(), config.engine().certificates().orElse(null));
    }

    void close(@Disposes DockerConnection connection) {
        connection.close();
    }

    @Produces
    @Singleton
    ContainerEngine containers(DockerConnection connection, Failpoints failpoints) {
        return failpoints.around(ContainerEngine.class, new DockerContainerEngine(connection));
    }

    @Produces
    @Singleton
    ImageEngine images(DockerConnection connection, Failpoints failpoints) {
        return failpoints.around(ImageEngine.class, new DockerImageEngine(connection));
    }

    @Produces
    @Singleton
    ArtifactStore store(BuilderConfig config, Failpoints failpoints) {
        BuilderConfig.Artifacts artifacts = config.artifacts();
        StoreLimits limits = new StoreLimits(
                artifacts.minimumFree().asLongValue(), artifacts.maximumObject().asLongValue());
        return failpoints.around(ArtifactStore.class, new DirectoryArtifactStore(artifacts.directory(), limits));
    }

    @Produces
    @Singleton
    BuildLimits limits(BuilderConfig config) {
        BuilderConfig.Limits limits = config.limits();
        return new BuildLimits(
                config.instance(),
                limits.cpus(),
                limits.processes(),
                new ArchiveLimits(limits.tree().asLongValue(), limits.files(), LONGEST_PATH));
    }

    @Produces
    @Singleton
    SourceCheckout checkout(BuilderConfig config, BuildLimits limits, Failpoints failpoints) {
        SourceCheckout checkout = new JGitSourceCheckout(
                config.mirrors(),
                new AllowedRepositories(config.localRoots().orElse(List.of())),
                new JGitSourceCheckout.Limits(
                        config.git().timeout(), config.git().fetchLimit(), limits.tree()),
                config.git().sshDirectory().orElse(null));
        return failpoints.around(SourceCheckout.class, checkout);
    }

    @Produces
    @Singleton
    RefLookup refs(BuilderConfig config) {
        return new JGitRefLookup(
                new AllowedRepositories(config.localRoots().orElse(List.of())),
                config.git().timeout(),
                config.git().sshDirectory().orElse(null));
    }

    @Produces
    @Singleton
    BuildProcedure procedure(
            SourceCheckout checkout,
            ArtifactStore store,
            ContainerEngine engine,
            ImageEngine images,
            LogBookmarks bookmarks,
            BuildLimits limits,
            BuilderConfig config) {
        return new BuildProcedure(checkout, store, engine, images, bookmarks, limits, config.workspace());
    }

    @Produces
    @Singleton
    BuildCleanup cleanup(
            ContainerEngine engine, LogBookmarks bookmarks, BuilderConfig config, StageRuntimeConfig runtime) {
        // a paused attempt may make its container up to a lease after it lost the run
        return new BuildCleanup(
                engine,
                bookmarks,
                config.instance(),
                config.workspace(),
                runtime.lease().multipliedBy(3));
    }
}
