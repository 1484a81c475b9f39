package dev.slipway.deployer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the deployer. Values that several services share default to the common key. */
@ConfigMapping(prefix = "slipway.deployer")
public interface DeployerConfig {

    /** Name of this installation, written on every service. */
    @WithDefault("${slipway.instance:local}")
    String instance();

    /** The image that runs as load balancer: HAProxy 3.0 or newer, with bash for its health check. */
    @WithDefault("slipway/haproxy:3.0")
    String loadBalancerImage();

    /** Under it load balancers are named: {@code <load balancer>.<stack>.<environment>.<domain>}. */
    @WithDefault("slipway.test")
    String domain();

    /** Host and port of the registry into which images are copied that are on the engine only. */
    @WithDefault("${slipway.registry.address:127.0.0.1:15000}")
    String registry();

    Rollout rollout();

    Engine engine();

    Artifacts artifacts();

    /** When a rollout counts as good or bad. */
    interface Rollout {

        /** How long all replicas must be well. Longer than a bad version takes to its first crash. */
        @WithDefault("5s")
        Duration settle();

        /** How long nothing may move. Longer than the slowest replica takes to become healthy. */
        @WithDefault("5m")
        Duration patience();
    }

    /** The engine whose swarm runs the stacks. */
    interface Engine {

        @WithDefault("${slipway.engine.host:unix:///var/run/docker.sock}")
        URI host();

        /** Folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
        @WithDefault("${slipway.engine.certificates:}")
        Optional<Path> certificates();
    }

    /** The artifact store. */
    interface Artifacts {

        @WithDefault("${slipway.artifacts.directory:data/artifacts}")
        Path directory();

        @WithDefault("${slipway.artifacts.minimum-free:1G}")
        MemorySize minimumFree();
    }
}
