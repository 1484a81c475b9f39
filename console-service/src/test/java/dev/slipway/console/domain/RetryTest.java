package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.BuildFailed;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.Cancelled;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.DeploymentFailed;
import dev.slipway.events.DeploymentSkipped;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RetryRefused;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsFailed;
import dev.slipway.events.TestsStarted;
import dev.slipway.events.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryTest {

    private static final String AUTH = "auth";

    private final Story story = new Story();

    @Test
    void withoutAStageTheOneIsMeantAtWhichTheRunEndedBadly() {
        testsFailed();

        assertThat(inputs(null)).singleElement().satisfies(input -> {
            assertThat(input.stage()).isEqualTo(StageName.TEST);
            assertThat(input.trigger().event()).isInstanceOf(ImageBuilt.class);
            assertThat(input.archives()).containsExactly(Story.DIGEST);
        });
    }

    @Test
    void anyStageThatBeganCanBeNamed() {
        testsFailed();

        assertThat(inputs(StageName.BUILD))
                .extracting(input -> input.trigger().event().getClass().getSimpleName())
                .containsExactly("CommitPushed");
    }

    @Test
    void stageThatNeverBeganIsRefused() {
        testsFailed();

        assertThat(refusal(StageName.PUBLISH)).contains("publish").contains("never did");
    }

    @Test
    void runThatGoesOnIsRefused() {
        pushed();
        story.then(new TestsStarted(story.run, AUTH));

        assertThat(refusal(null)).contains("running").contains("cancel");
    }

    @Test
    void cancelledRunIsRefused() {
        pushed();
        story.then(new CancellationRequested(story.run, "grace"))
                .then(new Cancelled(story.run, StageName.BUILD, "grace"));

        assertThat(refusal(StageName.BUILD)).contains("cancelled");
    }

    @Test
    void runThatANewerPushReplacedIsRefused() {
        pushed();
        story.then(new Superseded(story.run, StageName.BUILD, 2));

        assertThat(refusal(StageName.BUILD)).contains("newer push");
    }

    @Test
    void onlyTheComponentThatFailedIsDoneAgain() {
        pushed();
        imageBuilt("web");
        story.then(new DeploymentSkipped(story.run, "web", "nobody follows"));
        imageBuilt(AUTH);
        EventId image = story.idOf(ImageBuilt.class);
        story.causedBy(image, new TestsStarted(story.run, AUTH)).causedBy(image, failed(AUTH));

        assertThat(inputs(null))
                .extracting(Retry.Input::trigger)
                .extracting(Envelope::id)
                .containsExactly(image);
    }

    @Test
    void deploymentThatWasNotEvenPlannedIsPlannedAgain() {
        pushed();
        story.then(new ImagePublished(story.run, AUTH, Story.DIGEST, Story.IMAGE, List.of("develop-1")))
                .then(new DeploymentFailed(story.run, AUTH, "integration", "auth", Failure.error("read", "gone")));

        assertThat(inputs(StageName.DEPLOY)).extracting(Retry.Input::stage).containsExactly(StageName.PLAN);
    }

    @Test
    void pictureBeginsAnewAtTheRetriedStageAndShowsHowItEnds() {
        testsFailed();
        EventId image = story.idOf(ImageBuilt.class);
        story.causedBy(image, new RetryRequested(story.run, StageName.TEST, image, "grace"));
        EventId wish = story.idOf(RetryRequested.class);

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        assertThat(test().state()).isEqualTo(RunState.WAITING);

        story.causedBy(wish, new TestsStarted(story.run, AUTH));
        assertThat(test().state()).isEqualTo(RunState.RUNNING);
        story.causedBy(wish, failed(AUTH));
        assertThat(view().state()).isEqualTo(RunState.FAILED);
        assertThat(view().stages().stream().filter(stage -> stage.stage() == StageName.TEST))
                .hasSize(1);
    }

    @Test
    void refusedRetryIsShownAsOurErrorWithItsReason() {
        testsFailed();
        EventId image = story.idOf(ImageBuilt.class);
        story.causedBy(image, new RetryRequested(story.run, StageName.TEST, image, "grace"));
        story.then(new RetryRefused(story.run, StageName.TEST, "nothing is known of it here"));

        assertThat(test().state()).isEqualTo(RunState.ERROR);
        assertThat(test().reason()).isEqualTo("retry: nothing is known of it here");
        assertThat(test().component()).isEqualTo(AUTH);
    }

    @Test
    void buildThatIsDoneAgainLeavesNothingOfTheFirstOne() {
        pushed();
        EventId push = story.idOf(CommitPushed.class);
        story.then(new BuildFailed(story.run, AUTH, Failure.failure("make", "no")))
                .causedBy(push, new RetryRequested(story.run, StageName.BUILD, push, "grace"));

        assertThat(view().state()).isEqualTo(RunState.WAITING);
        assertThat(view().stages()).extracting(StageView::state).containsOnly(RunState.WAITING);
    }

    private void pushed() {
        story.then(new CommitPushed(story.run, Trigger.PUSH, "ada", null));
    }

    private void imageBuilt(String component) {
        story.causedBy(
                story.idOf(CommitPushed.class),
                new ImageBuilt(story.run, component, Story.DIGEST, Story.IMAGE, "run-1"));
    }

    private void testsFailed() {
        pushed();
        imageBuilt(AUTH);
        EventId image = story.idOf(ImageBuilt.class);
        story.causedBy(image, new TestsStarted(story.run, AUTH)).causedBy(image, failed(AUTH));
    }

    private PipelineEvent failed(String component) {
        return new TestsFailed(
                story.run, component, Story.IMAGE, TestSummary.NONE, Failure.failure("./test.sh", "exit code 3"));
    }

    private List<Retry.Input> inputs(@Nullable StageName stage) {
        assertThat(Retry.of(story.told(), stage)).isInstanceOf(Retry.Possible.class);
        return ((Retry.Possible) Retry.of(story.told(), stage)).again();
    }

    private String refusal(@Nullable StageName stage) {
        assertThat(Retry.of(story.told(), stage)).isInstanceOf(Retry.Refused.class);
        return ((Retry.Refused) Retry.of(story.told(), stage)).reason();
    }

    private PipelineView view() {
        return PipelineView.of(story.told());
    }

    private StageView test() {
        return view().stages().stream()
                .filter(stage -> stage.stage() == StageName.TEST)
                .findFirst()
                .orElseThrow();
    }
}
