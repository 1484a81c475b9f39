package dev.slipway.packager.inbound;

import dev.slipway.events.Failure;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PublicationFailed;
import dev.slipway.events.StageName;
import dev.slipway.events.TestsPassed;
import dev.slipway.packager.PublicationProcedure;
import dev.slipway.packager.domain.PublicationResult;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives tested images their tags, and turns results into events. */
@ApplicationScoped
public class PublishStage implements Stage<TestsPassed> {

    private final PublicationProcedure procedure;

    public PublishStage(PublicationProcedure procedure) {
        this.procedure = procedure;
    }

    @Override
    public StageName name() {
        return StageName.PUBLISH;
    }

    @Override
    public Class<TestsPassed> trigger() {
        return TestsPassed.class;
    }

    /** One at a time, so that a moving tag never goes back; every tested version gets its own tag all the same. */
    @Override
    public Lane lane(TestsPassed passed) {
        return new Lane(
                passed.pipelineRun().repository() + " " + passed.pipelineRun().ref(), false, true);
    }

    @Override
    public Conclusion work(RunInProgress<TestsPassed> run) {
        TestsPassed passed = run.event();
        return switch (procedure.publish(run)) {
            case PublicationResult.Published published ->
                Conclusion.success(new ImagePublished(
                        passed.pipelineRun(),
                        passed.component(),
                        passed.source(),
                        passed.image(),
                        published.tags(),
                        published.attestations()));
            case PublicationResult.Failed failed ->
                Conclusion.failed(failed.failure(), failed(passed, failed.failure()));
        };
    }

    @Override
    public PipelineEvent failed(TestsPassed passed, Failure failure) {
        return new PublicationFailed(passed.pipelineRun(), passed.component(), failure);
    }
}
