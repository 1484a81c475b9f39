package dev.slipway.builder.inbound;

import dev.slipway.builder.BuildCleanup;
import dev.slipway.builder.BuildProcedure;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
            case BuildResult.Concluded concluded -> concluded(run.pipelineRun(), concluded.components());
            case BuildResult.Failed failed ->
                Conclusion.failed(failed.failure(), new BuildFailed(run.pipelineRun(), null, failed.failure()));
            case BuildResult.Lost lost -> Conclusion.postponed(lost.reason());
        };
    }

    /** Each component goes its own way from here; the build as a whole succeeded when all of them did. */
    private static Conclusion concluded(PipelineRun run, List<ComponentResult> components) {
        List<PipelineEvent> events = new ArrayList<>();
        List<ComponentResult.Failed> failures = new ArrayList<>();
        for (ComponentResult component : components) {
            switch (component) {
                case ComponentResult.Built built ->
                    events.add(new ArtifactBuilt(
                            run,
                            built.component(),
                            built.source(),
                            built.artifacts(),
                            built.files(),
                            built.reusedFrom()));
                case ComponentResult.Failed failed -> failures.add(failed);
                case ComponentResult.Lost lost ->
                    throw new IllegalArgumentException(lost.component() + " is lost, not concluded");
            }
        }
        // last: whoever looks in between sees a run that goes on, not one that is over
        failures.forEach(failed -> events.add(new BuildFailed(run, failed.component(), failed.failure())));
        Outcome outcome = failures.stream()
                .map(failed -> failed.failure().outcome())
                .max(Comparator.comparing(Outcome.ERROR::equals))
                .orElse(Outcome.SUCCESS);
        String reason = failures.stream()
                .map(failed -> failed.component() + ": " + failed.failure().reason())
                .collect(Collectors.joining("\n"));
        return new Conclusion.Finished(outcome, reason, events);
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
