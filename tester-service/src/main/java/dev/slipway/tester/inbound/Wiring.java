package dev.slipway.tester.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.Reaper;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerContainerEngine;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.runtime.StageRuntimeConfig;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.tester.TestProcedure;
import dev.slipway.tester.TesterConfig;
import dev.slipway.tester.outbound.artifact.StoredReports;
import dev.slipway.tester.outbound.artifact.StoredSnapshots;
import dev.slipway.tester.outbound.compose.ComposeEnvironment;
import dev.slipway.tester.outbound.compose.ComposeProgram;
import dev.slipway.tester.outbound.container.ContainerReportReader;
import dev.slipway.tester.outbound.container.EngineScriptContainer;
import dev.slipway.tester.port.TestEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Puts the parts together; the only place that knows the adapters. */
@ApplicationScoped
public class Wiring {

    /** Longer than two leases: a run may make things just before it is seen to be live. */
    private static final int GRACE_IN_LEASES = 3;

    @Produces
    @Singleton
    DockerConnection connection(TesterConfig config) {
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
    Reaper reaper(ContainerEngine engine, TesterConfig config, StageRuntimeConfig runtime) {
        return new Reaper(
                engine,
                config.instance(),
                TestStage.LABEL,
                runtime.lease().multipliedBy(GRACE_IN_LEASES),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    ArtifactStore artifacts(TesterConfig config) {
        return new DirectoryArtifactStore(
                config.artifacts().directory(),
                new StoreLimits(config.artifacts().minimumFree().asLongValue(), Long.MAX_VALUE));
    }

    @Produces
    @Singleton
    TestEnvironment environment(
            ContainerEngine engine, ImageEngine images, TesterConfig config, Failpoints failpoints) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DOCKER_HOST", config.engine().host().toString());
        config.engine().certificates().map(Path::toString).ifPresent(folder -> {
            variables.put("DOCKER_TLS_VERIFY", "1");
            variables.put("DOCKER_CERT_PATH", folder);
        });
        TesterConfig.Limits limits = config.limits();
        TestEnvironment environment = new ComposeEnvironment(
                new ComposeProgram(config.compose(), variables),
                engine,
                images,
                new ResourceLimits(limits.memory().asLongValue(), limits.cpus(), limits.processes()));
        return failpoints.around(TestEnvironment.class, environment);
    }

    @Produces
    @Singleton
    TestProcedure procedure(
            TestEnvironment environment, ContainerEngine engine, ImageEngine images, ArtifactStore store) {
        StoredSnapshots snapshots = new StoredSnapshots(store);
        return new TestProcedure(
                snapshots,
                environment,
                new EngineScriptContainer(engine, images, snapshots),
                new ContainerReportReader(engine, new StoredReports(store)),
                Clock.systemUTC());
    }
}
