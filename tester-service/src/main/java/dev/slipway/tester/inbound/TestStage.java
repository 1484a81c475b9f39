package dev.slipway.tester.inbound;

import dev.slipway.engine.Ownership;
import dev.slipway.engine.Reaper;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsFailed;
import dev.slipway.events.TestsPassed;
import dev.slipway.events.TestsStarted;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import dev.slipway.tester.TestProcedure;
import dev.slipway.tester.TesterConfig;
import dev.slipway.tester.domain.TestRequest;
import dev.slipway.tester.domain.TestResult;
import dev.slipway.tester.port.TestEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Predicate;

/** {@code ImageBuilt → TestsPassed | TestsFailed}. */
@ApplicationScoped
public class TestStage implements Stage<ImageBuilt> {

    static final String LABEL = "tester";

    private final TestProcedure procedure;
    private final TestEnvironment environment;
    private final Reaper reaper;
    private final String instance;

    public TestStage(TestProcedure procedure, TestEnvironment environment, Reaper reaper, TesterConfig config) {
        this.procedure = procedure;
        this.environment = environment;
        this.reaper = reaper;
        this.instance = config.instance();
    }

    @Override
    public StageName name() {
        return StageName.TEST;
    }

    @Override
    public Class<ImageBuilt> trigger() {
        return ImageBuilt.class;
    }

    @Override
    public Lane lane(ImageBuilt image) {
        return Lane.alone(image.pipelineRun().id() + " " + image.component());
    }

    @Override
    public Conclusion work(RunInProgress<ImageBuilt> run) throws InterruptedException {
        ImageBuilt built = run.event();
        run.announce(new TestsStarted(built.pipelineRun(), built.component()));
        TestRequest request = new TestRequest(
                built.pipelineRun().repository(),
                built.component(),
                built.source(),
                built.image(),
                built.pipelineRun().version());
        Ownership owner =
                ownerOf(run.id()).inPipelineRun(built.pipelineRun().id().toString());
        return switch (procedure.test(owner, request, run.log())) {
            case TestResult.Passed passed ->
                Conclusion.success(new TestsPassed(
                        built.pipelineRun(), built.component(), built.source(), built.image(), passed.summary()));
            case TestResult.Untested untested ->
                Conclusion.success(new TestsPassed(
                        built.pipelineRun(),
                        built.component(),
                        built.source(),
                        built.image(),
                        TestSummary.NONE,
                        untested.reason()));
            case TestResult.Failed failed ->
                Conclusion.failed(
                        failed.failure(),
                        new TestsFailed(
                                built.pipelineRun(),
                                built.component(),
                                built.image(),
                                failed.summary(),
                                failed.failure()));
        };
    }

    @Override
    public PipelineEvent failed(ImageBuilt built, Failure failure) {
        return new TestsFailed(built.pipelineRun(), built.component(), built.image(), TestSummary.NONE, failure);
    }

    @Override
    public void discard(RunId run) {
        environment.down(ownerOf(run));
    }

    @Override
    public void reconcile(Predicate<RunId> live) {
        reaper.sweep(run -> !isRunId(run) || live.test(RunId.of(run)));
    }

    private Ownership ownerOf(RunId run) {
        return Ownership.ofRun(instance, LABEL, run.toString());
    }

    /** What was not labelled by us is not ours to remove. */
    private static boolean isRunId(String label) {
        try {
            return UUID.fromString(label).toString().equals(label);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
