package dev.slipway.builder.inbound;

import dev.slipway.builder.BuildCleanup;
import dev.slipway.builder.BuildProcedure;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;

/** Turns pushes into artifacts, and results into events. */
@ApplicationScoped
public class BuildStage implements Stage<CommitPushed> {

    private final BuildProcedure procedure;
    private final BuildCleanup cleanup;

    public BuildStage(BuildProcedure procedure, BuildCleanup cleanup) {
        this.procedure = procedure;
        this.cleanup = cleanup;
    }

    @Override
    public StageName name() {
        return StageName.BUILD;
    }

    @Override
    public Class<CommitPushed> trigger() {
        return CommitPushed.class;
    }

    @Override
    public Lane lane(CommitPushed push) {
        return Lane.newestWins(push.key());
    }

    @Override
    public List<PipelineEvent> accepted(CommitPushed push) {
        return List.of(new BuildQueued(push.pipelineRun()));
    }

    @Override
    public Conclusion work(RunInProgress<CommitPushed> run) throws InterruptedException {
        return switch (procedure.build(run)) {
            case BuildResult.Built built ->
                Conclusion.success(new ArtifactBuilt(
                        run.pipelineRun(), built.component(), built.source(), built.artifacts(), built.files()));
            case BuildResult.Failed failed ->
                Conclusion.failed(
                        failed.failure(), new BuildFailed(run.pipelineRun(), failed.component(), failed.failure()));
            case BuildResult.Lost lost -> Conclusion.postponed(lost.reason());
        };
    }

    @Override
    public PipelineEvent failed(CommitPushed push, Failure failure) {
        return new BuildFailed(push.pipelineRun(), null, failure);
    }

    @Override
    public void discard(RunId run) {
        cleanup.discard(run);
    }

    @Override
    public void reconcile(Predicate<RunId> live) {
        cleanup.sweep(live);
    }
}
