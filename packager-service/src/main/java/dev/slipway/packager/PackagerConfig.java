package dev.slipway.packager;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the packager. Values that several services share default to the common key. */
@ConfigMapping(prefix = "slipway.packager")
public interface PackagerConfig {

    /** Working folders of the images that are being built. */
    @WithDefault("data/packages")
    Path workspace();

    /** How long an image stays on the engine after it was pushed; in the registry it stays. */
    @WithDefault("24h")
    Duration keepImages();

    Secrets secrets();

    Engine engine();

    Registry registry();

    Limits limits();

    Artifacts artifacts();

    /** Secrets for image builds. */
    interface Secrets {

        /** Folder with {@code shared/NAME} and {@code repositories/<repository>/NAME}, a file each; not readable by others. */
        @WithDefault("${slipway.secrets.directory:}")
        Optional<Path> directory();
    }

    /** The container engine. */
    interface Engine {

        @WithDefault("${slipway.engine.host:${DOCKER_HOST:unix:///var/run/docker.sock}}")
        URI host();

        /** Folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
        @WithDefault("${slipway.engine.certificates:}")
        Optional<Path> certificates();
    }

    /** Where images go. */
    interface Registry {

        /** Host and port. Spoken to in plain HTTP on this machine's loopback addresses, as engines do; else in HTTPS. */
        @WithDefault("${slipway.registry.address:127.0.0.1:15000}")
        String address();

        /**
         * Where the packager itself reaches that registry, e.g. {@code http://registry:5000}, if images are named by an
         * address that only the engine can reach.
         */
        Optional<URI> endpoint();

        /**
         * Logins for this registry and those of base images: a {@code config.json} as {@code docker login} writes it, with
         * {@code auths}.
         */
        @WithDefault("${slipway.registry.credentials:}")
        Optional<Path> credentials();

        /** How long the registry may be silent. */
        @WithDefault("20s")
        Duration timeout();
    }

    /** What one image build may cost. */
    interface Limits {

        @WithDefault("20m")
        Duration time();

        @WithDefault("2G")
        MemorySize memory();

        /** Sum of the files of a build context. */
        @WithDefault("4G")
        MemorySize context();

        @WithDefault("200000")
        int files();
    }

    /** The artifact store. */
    interface Artifacts {

        @WithDefault("${slipway.artifacts.directory:data/artifacts}")
        Path directory();

        @WithDefault("${slipway.artifacts.minimum-free:1G}")
        MemorySize minimumFree();

        /** Size of the largest archive that is kept. */
        @WithDefault("${slipway.artifacts.maximum-object:4G}")
        MemorySize maximumObject();
    }
}
