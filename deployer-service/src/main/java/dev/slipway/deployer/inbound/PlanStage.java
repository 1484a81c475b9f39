package dev.slipway.deployer.inbound;

import dev.slipway.deployer.PlanProcedure;
import dev.slipway.deployer.domain.DeploymentPlan;
import dev.slipway.events.DeploymentFailed;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.DeploymentSkipped;
import dev.slipway.events.Failure;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;

/** ImagePublished → DeploymentRequested for each environment whose stack is complete now, or DeploymentSkipped. */
@ApplicationScoped
public class PlanStage implements Stage<ImagePublished> {

    private final PlanProcedure procedure;

    public PlanStage(PlanProcedure procedure) {
        this.procedure = procedure;
    }

    @Override
    public StageName name() {
        return StageName.PLAN;
    }

    @Override
    public Class<ImagePublished> trigger() {
        return ImagePublished.class;
    }

    @Override
    public Lane lane(ImagePublished trigger) {
        return Lane.alone(trigger.pipelineRun().id() + "/" + trigger.component());
    }

    @Override
    public Conclusion work(RunInProgress<ImagePublished> run) {
        ImagePublished published = run.event();
        return switch (procedure.plan(published)) {
            case DeploymentPlan.Targets targets -> {
                targets.targets().forEach(target -> run.log().say(target.stack() + " gets it: " + target.rule()));
                yield Conclusion.success(targets.targets().stream()
                        .map(target -> requested(published, target))
                        .toArray(PipelineEvent[]::new));
            }
            case DeploymentPlan.Nowhere nowhere -> {
                run.log().say(nowhere.reason());
                yield Conclusion.success(
                        new DeploymentSkipped(run.pipelineRun(), published.component(), nowhere.reason()));
            }
            case DeploymentPlan.Refused refused -> {
                run.log().say(refused.failure().reason());
                yield Conclusion.failed(refused.failure(), failed(published, refused.failure()));
            }
        };
    }

    private static DeploymentRequested requested(ImagePublished published, DeploymentPlan.Target target) {
        return new DeploymentRequested(
                published.pipelineRun(),
                published.component(),
                published.source(),
                published.image(),
                target.stack().environment(),
                target.stack().stack(),
                target.rule(),
                target.images());
    }

    @Override
    public PipelineEvent failed(ImagePublished trigger, Failure failure) {
        return new DeploymentFailed(trigger.pipelineRun(), trigger.component(), null, null, failure);
    }
}
