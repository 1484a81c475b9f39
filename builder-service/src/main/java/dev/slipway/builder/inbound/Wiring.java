package dev.slipway.builder.inbound;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.builder.BuildCleanup;
import dev.slipway.builder.BuildLimits;
import dev.slipway.builder.BuildProcedure;
import dev.slipway.builder.BuilderConfig;
import dev.slipway.builder.CacheVolumes;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.outbound.git.GitAccess;
import dev.slipway.builder.outbound.git.JGitRefLookup;
import dev.slipway.builder.outbound.git.JGitSourceCheckout;
import dev.slipway.builder.port.CacheRegister;
import dev.slipway.builder.port.KeptBuilds;
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
import dev.slipway.steplog.SecretFiles;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Which adapter stands behind which port. */
public class Wiring {

    private static final int LONGEST_PATH = 1024;
    private static final Duration MEASURE_CACHES_EVERY = Duration.ofHours(1);

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
                limits.parallel(),
                new ArchiveLimits(limits.tree().asLongValue(), limits.files(), LONGEST_PATH));
    }

    @Produces
    @Singleton
    SourceCheckout checkout(BuilderConfig config, BuildLimits limits, Failpoints failpoints) {
        SourceCheckout checkout = new JGitSourceCheckout(
                config.mirrors(),
                new AllowedRepositories(config.localRoots().orElse(List.of())),
                new JGitSourceCheckout.Limits(
                        config.git().timeout(),
                        config.git().fetchLimit(),
                        limits.tree(),
                        config.git().mirrorAge(),
                        config.git().mirrorSpace().asLongValue()),
                access(config.git()));
        return failpoints.around(SourceCheckout.class, checkout);
    }

    private static GitAccess access(BuilderConfig.Git git) {
        List<GitAccess.Credentials> credentials = git.access().entrySet().stream()
                .map(entry -> new GitAccess.Credentials(
                        entry.getKey(),
                        entry.getValue().repositories(),
                        entry.getValue().tokenFile().orElse(null),
                        entry.getValue().keyFile().orElse(null)))
                .toList();
        return new GitAccess(
                credentials, git.knownHosts().orElse(null), git.certificates().orElse(null));
    }

    @Produces
    @Singleton
    RefLookup refs(BuilderConfig config) {
        return new JGitRefLookup(
                new AllowedRepositories(config.localRoots().orElse(List.of())),
                config.git().timeout(),
                access(config.git()));
    }

    @Produces
    @Singleton
    BuildProcedure procedure(
            SourceCheckout checkout,
            ArtifactStore store,
            ContainerEngine engine,
            ImageEngine images,
            LogBookmarks bookmarks,
            KeptBuilds builds,
            CacheVolumes caches,
            BuildLimits limits,
            BuilderConfig config) {
        SecretFiles secrets = new SecretFiles(config.secrets().directory().orElse(null));
        return new BuildProcedure(
                checkout,
                new BuildProcedure.Surroundings(store, engine, images, bookmarks, builds, caches, secrets),
                limits,
                config.workspace());
    }

    @Produces
    @Singleton
    CacheVolumes caches(ContainerEngine engine, CacheRegister register, BuilderConfig config) {
        CacheVolumes.Rules rules = new CacheVolumes.Rules(
                config.caches().unusedFor(), config.caches().size().asLongValue(), MEASURE_CACHES_EVERY);
        return new CacheVolumes(engine, register, config.instance(), rules, Clock.systemUTC());
    }

    @Produces
    @Singleton
    BuildCleanup cleanup(
            ContainerEngine engine,
            LogBookmarks bookmarks,
            CacheVolumes caches,
            BuilderConfig config,
            StageRuntimeConfig runtime) {
        // a paused attempt may make its container up to a lease after it lost the run
        return new BuildCleanup(
                engine,
                bookmarks,
                caches,
                config.instance(),
                config.workspace(),
                runtime.lease().multipliedBy(3));
    }
}
