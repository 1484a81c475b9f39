package dev.slipway.packager.inbound;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.docker.Buildx;
import dev.slipway.engine.docker.DockerConfigFile;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.packager.PackagerConfig;
import dev.slipway.packager.PackagingCleanup;
import dev.slipway.packager.PackagingLimits;
import dev.slipway.packager.PackagingProcedure;
import dev.slipway.packager.PackagingSite;
import dev.slipway.packager.PublicationProcedure;
import dev.slipway.packager.outbound.registry.HttpImageRegistry;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.KnownImages;
import dev.slipway.packager.port.MovingTags;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.steplog.SecretFiles;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which adapter stands behind which port. */
public class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);
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
    RegistryLogins logins(PackagerConfig config) {
        return config.registry()
                .credentials()
                .<RegistryLogins>map(DockerConfigFile::new)
                .orElse(RegistryLogins.NONE);
    }

    @Produces
    @Singleton
    ImageEngine images(
            PackagerConfig config, DockerConnection connection, RegistryLogins logins, Failpoints failpoints) {
        Optional<Buildx> buildx = Buildx.find(
                config.engine().host(),
                config.engine().certificates().orElse(null),
                config.registry().credentials().orElse(null));
        LOG.info(buildx.map(it -> "images are built with BuildKit, by " + it.version())
                .orElse("images are built with the engine's classic builder: there is no docker-buildx 0.13 or newer"));
        return failpoints.around(ImageEngine.class, DockerImageEngine.with(connection, buildx.orElse(null), logins));
    }

    @Produces
    @Singleton
    ImageRegistry registry(PackagerConfig config, RegistryLogins logins, Failpoints failpoints) {
        PackagerConfig.Registry registry = config.registry();
        return failpoints.around(
                ImageRegistry.class,
                registry.endpoint()
                        .map(endpoint -> HttpImageRegistry.at(registry.address(), endpoint, logins, registry.timeout()))
                        .orElseGet(() -> HttpImageRegistry.at(registry.address(), logins, registry.timeout())));
    }

    @Produces
    @Singleton
    PackagingSite site(PackagerConfig config, ImageEngine images, ImageRegistry registry, RegistryLogins logins) {
        return new PackagingSite(images, registry, logins, config.registry().address());
    }

    @Produces
    @Singleton
    PackagingProcedure packaging(PackagerConfig config, PackagingSite site, KnownImages known) {
        PackagerConfig.Limits limits = config.limits();
        return new PackagingProcedure(
                store(config.artifacts()),
                site,
                known,
                new SecretFiles(config.secrets().directory().orElse(null)),
                new PackagingLimits(
                        limits.time(),
                        limits.memory().asLongValue(),
                        new ArchiveLimits(limits.context().asLongValue(), limits.files(), LONGEST_PATH)),
                config.workspace());
    }

    @Produces
    @Singleton
    PublicationProcedure publication(PackagingSite site, MovingTags movingTags) {
        return new PublicationProcedure(site, movingTags);
    }

    @Produces
    @Singleton
    PackagingCleanup cleanup(PackagerConfig config, PackagingSite site) {
        return new PackagingCleanup(config.workspace(), site, config.keepImages(), Clock.systemUTC());
    }

    private static ArtifactStore store(PackagerConfig.Artifacts artifacts) {
        return new DirectoryArtifactStore(
                artifacts.directory(),
                new StoreLimits(
                        artifacts.minimumFree().asLongValue(),
                        artifacts.maximumObject().asLongValue()));
    }
}
