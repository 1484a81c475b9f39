package dev.slipway.packager.inbound;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.PackagingFailed;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.packager.PackagingCleanup;
import dev.slipway.packager.PackagingProcedure;
import dev.slipway.packager.domain.PackagingResult;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Predicate;

/** Turns artifacts into images, and results into events. */
@ApplicationScoped
public class PackageStage implements Stage<ArtifactBuilt> {

    private final PackagingProcedure procedure;
    private final PackagingCleanup cleanup;

    public PackageStage(PackagingProcedure procedure, PackagingCleanup cleanup) {
        this.procedure = procedure;
        this.cleanup = cleanup;
    }

    @Override
    public StageName name() {
        return StageName.PACKAGE;
    }

    @Override
    public Class<ArtifactBuilt> trigger() {
        return ArtifactBuilt.class;
    }

    @Override
    public Lane lane(ArtifactBuilt built) {
        return Lane.alone(built.pipelineRun().id().toString());
    }

    @Override
    public Conclusion work(RunInProgress<ArtifactBuilt> run) {
        ArtifactBuilt built = run.event();
        return switch (procedure.pack(run)) {
            case PackagingResult.Packaged packaged ->
                Conclusion.success(new ImageBuilt(
                        built.pipelineRun(), built.component(), built.source(), packaged.image(), packaged.tag()));
            case PackagingResult.Failed failed -> Conclusion.failed(failed.failure(), failed(built, failed.failure()));
        };
    }

    @Override
    public PipelineEvent failed(ArtifactBuilt built, Failure failure) {
        return new PackagingFailed(built.pipelineRun(), built.component(), failure);
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
