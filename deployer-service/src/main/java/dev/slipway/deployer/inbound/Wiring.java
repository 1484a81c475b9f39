package dev.slipway.deployer.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.deployer.CertificateProvision;
import dev.slipway.deployer.DeployerConfig;
import dev.slipway.deployer.PlanProcedure;
import dev.slipway.deployer.RolloutProcedure;
import dev.slipway.deployer.StackPreparation;
import dev.slipway.deployer.outbound.artifact.StoredSnapshot;
import dev.slipway.deployer.outbound.certificate.SelfSignedIssuer;
import dev.slipway.deployer.outbound.swarm.DockerProgram;
import dev.slipway.deployer.outbound.swarm.EngineImages;
import dev.slipway.deployer.outbound.swarm.SwarmConnection;
import dev.slipway.deployer.outbound.swarm.SwarmOrchestrator;
import dev.slipway.deployer.port.CertificateRegister;
import dev.slipway.deployer.port.ImageSupply;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.PublishedComponents;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.runtime.failpoint.Failpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the parts together; the only place that knows the adapters. */
@ApplicationScoped
public class Wiring {

    private static final Clock CLOCK = Clock.systemUTC();

    @Produces
    @Singleton
    DockerConnection engine(DeployerConfig config) {
        return DockerConnection.open(
                config.engine().host(), config.engine().certificates().orElse(null));
    }

    void close(@Disposes DockerConnection connection) {
        connection.close();
    }

    @Produces
    @Singleton
    SwarmConnection swarm(DeployerConfig config) {
        return SwarmConnection.open(
                config.engine().host(), config.engine().certificates().orElse(null));
    }

    void close(@Disposes SwarmConnection connection) {
        connection.close();
    }

    @Produces
    @Singleton
    ArtifactStore artifacts(DeployerConfig config) {
        return new DirectoryArtifactStore(
                config.artifacts().directory(),
                new StoreLimits(config.artifacts().minimumFree().asLongValue(), Long.MAX_VALUE));
    }

    @Produces
    @Singleton
    SourceSnapshot snapshots(ArtifactStore store, Failpoints failpoints) {
        return failpoints.around(SourceSnapshot.class, new StoredSnapshot(store));
    }

    @Produces
    @Singleton
    Orchestrator orchestrator(SwarmConnection swarm, DeployerConfig config, Failpoints failpoints) {
        DockerProgram docker = new DockerProgram(
                config.engine().host(), config.engine().certificates().orElse(null));
        return failpoints.around(
                Orchestrator.class,
                new SwarmOrchestrator(swarm, docker, config.engine().host(), config.instance()));
    }

    @Produces
    @Singleton
    ImageSupply images(DockerConnection engine, SwarmConnection swarm, DeployerConfig config, Failpoints failpoints) {
        return failpoints.around(
                ImageSupply.class, new EngineImages(new DockerImageEngine(engine), swarm, config.registry()));
    }

    @Produces
    @Singleton
    PlanProcedure planning(SourceSnapshot snapshots, PublishedComponents components) {
        return new PlanProcedure(snapshots, components);
    }

    @Produces
    @Singleton
    RolloutProcedure rollout(
            Orchestrator orchestrator,
            ReleaseHistory history,
            SourceSnapshot snapshots,
            ImageSupply images,
            CertificateRegister register,
            DeployerConfig config) {
        RolloutProcedure.Rules rules = new RolloutProcedure.Rules(
                config.instance(),
                config.loadBalancerImage(),
                config.rollout().settle(),
                config.rollout().patience());
        CertificateProvision certificates =
                new CertificateProvision(register, new SelfSignedIssuer(CLOCK), orchestrator, CLOCK, config.domain());
        return new RolloutProcedure(
                orchestrator,
                history,
                new StackPreparation(snapshots, images, certificates, orchestrator, rules),
                CLOCK,
                rules);
    }
}
