package dev.slipway.tester;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of the tester. The keys that all services share are only passed on here. */
@ConfigMapping(prefix = "slipway.tester")
public interface TesterConfig {

    /** Name of this installation in the labels of containers, networks and volumes. */
    @WithDefault("${slipway.instance:local}")
    String instance();

    Engine engine();

    Artifacts artifacts();

    Limits limits();

    /** The program that speaks Compose, as an argument vector; the Compose plugin must be installed for all users. */
    @WithDefault("docker,compose")
    List<String> compose();

    /** The Docker engine that runs the environments. */
    interface Engine {

        /** {@code unix:///…} or {@code tcp://host:2376}. */
        @WithDefault("${slipway.engine.host:${DOCKER_HOST:unix:///var/run/docker.sock}}")
        URI host();

        /** Folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for an engine behind TLS. */
        @WithDefault("${slipway.engine.certificates:}")
        Optional<Path> certificates();
    }

    /** Where sources come from and reports go. */
    interface Artifacts {

        @WithDefault("${slipway.artifacts.directory}")
        Path directory();

        /** What must stay free on the store's file system. */
        @WithDefault("${slipway.artifacts.minimum-free:1G}")
        MemorySize minimumFree();
    }

    /** Upper bounds of each container of an environment, unless its Compose file asks for less. */
    interface Limits {

        @WithDefault("1G")
        MemorySize memory();

        @WithDefault("2")
        double cpus();

        @WithDefault("512")
        int processes();
    }
}
