package dev.slipway.packager.inbound;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.packager.PackagerConfig;
import dev.slipway.packager.PackagingCleanup;
import dev.slipway.packager.PackagingLimits;
import dev.slipway.packager.PackagingProcedure;
import dev.slipway.packager.PublicationProcedure;
import dev.slipway.packager.outbound.registry.HttpImageRegistry;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.MovingTags;
import dev.slipway.runtime.failpoint.Failpoints;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Which adapter stands behind which port. */
public class Wiring {

    private static final int LONGEST_PATH = 1024;

    @Produces
    @Singleton
    DockerConnection connection(PackagerConfig config) {
        return DockerConnection.open(
                config.engine().host(), config.engine().certificates().orElse(null));
    }

    void close(@Disposes DockerConnection connection) {
        connection.close();
    }

    @Produces
    @Singleton
    ImageEngine images(DockerConnection connection, Failpoints failpoints) {
        return failpoints.around(ImageEngine.class, new DockerImageEngine(connection));
    }

    @Produces
    @Singleton
    ImageRegistry registry(PackagerConfig config, Failpoints failpoints) {
        PackagerConfig.Registry registry = config.registry();
        return failpoints.around(
                ImageRegistry.class,
                registry.endpoint()
                        .map(endpoint -> HttpImageRegistry.at(registry.address(), endpoint, registry.timeout()))
                        .orElseGet(() -> HttpImageRegistry.at(registry.address(), registry.timeout())));
    }

    @Produces
    @Singleton
    PackagingProcedure packaging(PackagerConfig config, ImageEngine images, ImageRegistry registry) {
        PackagerConfig.Limits limits = config.limits();
        return new PackagingProcedure(
                store(config.artifacts()),
                images,
                registry,
                config.registry().address(),
                new PackagingLimits(
                        limits.time(),
                        limits.memory().asLongValue(),
                        new ArchiveLimits(limits.context().asLongValue(), limits.files(), LONGEST_PATH)),
                config.workspace(),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    PublicationProcedure publication(PackagerConfig config, ImageRegistry registry, MovingTags movingTags) {
        return new PublicationProcedure(registry, movingTags, config.registry().address());
    }

    @Produces
    @Singleton
    PackagingCleanup cleanup(PackagerConfig config) {
        return new PackagingCleanup(config.workspace());
    }

    private static ArtifactStore store(PackagerConfig.Artifacts artifacts) {
        return new DirectoryArtifactStore(
                artifacts.directory(),
                new StoreLimits(
                        artifacts.minimumFree().asLongValue(),
                        artifacts.maximumObject().asLongValue()));
    }
}
