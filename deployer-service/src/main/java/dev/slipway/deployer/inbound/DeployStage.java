package dev.slipway.deployer.inbound;

import dev.slipway.deployer.RolloutProcedure;
import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.DeploymentResult;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.events.CertificateReference;
import dev.slipway.events.Deployed;
import dev.slipway.events.DeploymentFailed;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.Failure;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RolledBack;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** DeploymentRequested → Deployed and LoadBalancerStarted, RolledBack, or DeploymentFailed. */
@ApplicationScoped
public class DeployStage implements Stage<DeploymentRequested> {

    private final RolloutProcedure procedure;
    private final ReleaseHistory history;

    public DeployStage(RolloutProcedure procedure, ReleaseHistory history) {
        this.procedure = procedure;
        this.history = history;
    }

    @Override
    public StageName name() {
        return StageName.DEPLOY;
    }

    @Override
    public Class<DeploymentRequested> trigger() {
        return DeploymentRequested.class;
    }

    @Override
    public Lane lane(DeploymentRequested trigger) {
        return Lane.exclusive(stack(trigger).toString());
    }

    @Override
    public Conclusion work(RunInProgress<DeploymentRequested> run) throws InterruptedException {
        DeploymentRequested wanted = run.event();
        Deployment deployment = new Deployment(
                new DeploymentId(run.id().value()),
                run.pipelineRun(),
                wanted.component(),
                wanted.source(),
                wanted.image(),
                wanted.imagesByComponent(),
                stack(wanted));
        DeploymentResult result = procedure.deploy(deployment, new RunJournal(run));
        return switch (result) {
            case DeploymentResult.Serving serving -> serving(run, serving);
            case DeploymentResult.Restored restored -> {
                run.log()
                        .say("rolled back, " + restored.image().pullable() + " serves as before: "
                                + restored.failure().reason());
                yield Conclusion.failed(restored.failure(), rolledBack(wanted, restored));
            }
            case DeploymentResult.Refused refused -> {
                run.log().say("deployment failed: " + refused.failure().reason());
                yield Conclusion.failed(refused.failure(), failed(wanted, refused.failure()));
            }
            case DeploymentResult.Outdated outdated -> {
                String reason = "push " + outdated.deployedSequence() + " of this ref is deployed already";
                run.log().say(reason);
                yield new Conclusion.Finished(
                        Outcome.SUPERSEDED,
                        reason,
                        List.of(new Superseded(run.pipelineRun(), name(), outdated.deployedSequence())));
            }
        };
    }

    private static Conclusion serving(RunInProgress<DeploymentRequested> run, DeploymentResult.Serving serving) {
        DeploymentRequested wanted = run.event();
        Certificate certificate = serving.certificate();
        serving.endpoints()
                .forEach(endpoint -> serving.addresses()
                        .forEach(address -> run.log()
                                .say("serving at " + endpoint.scheme() + "://" + address + ":" + endpoint.port())));
        if (certificate != null) {
            run.log().say("certificate " + certificate.name() + ", SHA-256 fingerprint " + certificate.fingerprint());
        }
        return Conclusion.success(
                new Deployed(
                        run.pipelineRun(),
                        wanted.component(),
                        wanted.environment(),
                        wanted.stack(),
                        wanted.image(),
                        serving.replicas(),
                        wanted.images()),
                new LoadBalancerStarted(
                        run.pipelineRun(),
                        wanted.environment(),
                        wanted.stack(),
                        serving.loadBalancer(),
                        serving.addresses(),
                        serving.endpoints(),
                        certificate == null
                                ? null
                                : new CertificateReference(certificate.pem(), certificate.fingerprint())));
    }

    private static RolledBack rolledBack(DeploymentRequested wanted, DeploymentResult.Restored restored) {
        return new RolledBack(
                wanted.pipelineRun(),
                wanted.component(),
                wanted.environment(),
                wanted.stack(),
                wanted.image(),
                restored.image(),
                restored.failure());
    }

    @Override
    public PipelineEvent failed(DeploymentRequested trigger, Failure failure) {
        return new DeploymentFailed(
                trigger.pipelineRun(), trigger.component(), trigger.environment(), trigger.stack(), failure);
    }

    @Override
    public void concluded(DeploymentRequested trigger, Conclusion.Finished conclusion) {
        if (conclusion.outcome() == Outcome.SUCCESS) {
            history.confirm(stack(trigger), trigger.pipelineRun().id());
        }
    }

    private static StackId stack(DeploymentRequested trigger) {
        return new StackId(trigger.environment(), trigger.stack());
    }
}
