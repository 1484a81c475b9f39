package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.Cancelled;
import dev.slipway.events.CertificateReference;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Deployed;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.DeploymentSkipped;
import dev.slipway.events.DeploymentStarted;
import dev.slipway.events.Endpoint;
import dev.slipway.events.Envelope;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.Outcome;
import dev.slipway.events.PackagingStarted;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.RecordSetsPlanned;
import dev.slipway.events.ReplicaCount;
import dev.slipway.events.RolledBack;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsFailed;
import dev.slipway.events.TestsPassed;
import dev.slipway.events.TestsStarted;
import dev.slipway.events.Trigger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PipelineViewTest {

    private static final String AUTH = "auth";
    private static final ReplicaCount HEALTHY = new ReplicaCount(2, 2, 0, 0);
    private static final Failure SCRIPT_SAID_NO =
            new Failure(Outcome.FAILURE, "./test.sh", "exit code 3", 3, List.of("1 test failed"));

    private final Story story = new Story();

    @Test
    void acceptedPushWaits() {
        pushed();

        PipelineView view = view();

        assertThat(view.state()).isEqualTo(RunState.WAITING);
        assertThat(view.traceId()).isEqualTo(story.trace.traceId());
        assertThat(view.pusher()).isEqualTo("ada");
        assertThat(view.stages())
                .extracting(StageView::stage)
                .containsExactly(
                        StageName.BUILD,
                        StageName.PACKAGE,
                        StageName.TEST,
                        StageName.PUBLISH,
                        StageName.DEPLOY,
                        StageName.DNS);
        assertThat(view.stages()).extracting(StageView::state).containsOnly(RunState.WAITING);
    }

    @Test
    void startedBuildRuns() {
        pushed();
        story.then(new BuildQueued(story.run)).then(new BuildStarted(story.run, AUTH, "golang:1.24"));

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        assertThat(stage(StageName.BUILD).state()).isEqualTo(RunState.RUNNING);
        assertThat(stage(StageName.PACKAGE).component()).isEqualTo(AUTH);
    }

    @Test
    void failedTestEndsTheRunAndLeavesLaterStagesOut() {
        published();
        Story failing = new Story();
        failing.then(new CommitPushed(failing.run, Trigger.PUSH, "ada", null))
                .then(new TestsStarted(failing.run, AUTH))
                .then(new TestsFailed(failing.run, AUTH, Story.IMAGE, TestSummary.NONE, SCRIPT_SAID_NO));

        PipelineView view = PipelineView.of(failing.told());

        assertThat(view.state()).isEqualTo(RunState.FAILED);
        assertThat(view.finishedAt()).isEqualTo(Story.BEGIN.plusSeconds(2));
        assertThat(view.reason()).isEqualTo("./test.sh: exit code 3");
        StageView test = view.stages().getFirst();
        assertThat(view.stages()).hasSize(1);
        assertThat(test.exitCode()).isEqualTo(3);
        assertThat(test.logTail()).containsExactly("1 test failed");
    }

    @Test
    void ourOwnFailureIsAnError() {
        pushed();
        story.then(new BuildFailed(story.run, null, Failure.error("pull image", "the registry does not answer")));

        assertThat(view().state()).isEqualTo(RunState.ERROR);
    }

    @Test
    void supersededRunIsOver() {
        pushed();
        story.then(new Superseded(story.run, StageName.BUILD, 2));

        assertThat(view().state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(view().reason()).isEqualTo("push 2 to the same ref is newer");
    }

    @Test
    void cancelledStageIsFoundByWhatCausedIt() {
        published();
        requested("integration");
        story.then(new Cancelled(story.run, StageName.DEPLOY, "operator"));

        assertThat(view().state()).isEqualTo(RunState.CANCELLED);
        assertThat(stage(StageName.DEPLOY).environment()).isEqualTo("integration");
        assertThat(stage(StageName.DEPLOY).reason()).isEqualTo("cancelled by operator");
    }

    @Test
    void publishedImageThatNoEnvironmentFollowsIsTheEnd() {
        published();
        story.then(new DeploymentSkipped(story.run, AUTH, "no environment follows develop"));

        assertThat(view().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(stage(StageName.DEPLOY).state()).isEqualTo(RunState.SKIPPED);
    }

    @Test
    void publishedImageAloneIsNotTheEnd() {
        published();

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void deployedIsNotTheEndWhileItsLoadBalancerWasNotHeardOf() {
        deployed();

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        assertThat(stage(StageName.DNS).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void loadBalancerWithoutNameIsNotTheEnd() {
        deployed();
        loadBalancerStarted();

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        story.then(new RecordSetsPlanned(story.run, "example.test.", List.of()));
        assertThat(stage(StageName.DNS).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void nameInTheZoneIsTheEnd() {
        deployed();
        loadBalancerStarted();
        story.then(new RecordSetsChanged(story.run, "example.test.", "web.auth.integration.example.test.", List.of()));

        assertThat(view().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(stage(StageName.DNS).environment()).isEqualTo("integration");
        assertThat(stage(StageName.DNS).details())
                .containsEntry("name", "web.auth.integration.example.test.")
                .containsEntry("addresses", List.of("192.0.2.1"))
                .containsKeys("endpoints", "certificate");
    }

    @Test
    void zoneThatRefusesFailsTheRun() {
        deployed();
        loadBalancerStarted();
        story.then(new RecordSetsFailed(story.run, "example.test.", Failure.failure("dns", "owned by someone else")));

        assertThat(view().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void rolloutThatWentBackFailsTheRun() {
        published();
        requested("integration");
        story.then(new DeploymentStarted(story.run, AUTH, "integration", "auth", Story.IMAGE))
                .then(new RolledBack(
                        story.run, AUTH, "integration", "auth", Story.IMAGE, null, Failure.failure("rollout", "sick")));

        assertThat(view().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void eachEnvironmentHasItsOwnDeployment() {
        published();
        requested("integration");
        requested("production");
        story.then(new Deployed(story.run, AUTH, "integration", "auth", Story.IMAGE, HEALTHY));

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        assertThat(view().stages())
                .filteredOn(stage -> stage.stage() == StageName.DEPLOY)
                .extracting(StageView::environment)
                .containsExactly("integration", "production");
    }

    @Test
    void oneComponentIsNotAll() {
        deployed();
        story.then(new BuildStarted(story.run, "web", "node:20"));

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        story.then(new ArtifactBuilt(story.run, "web", Story.DIGEST, Story.DIGEST, List.of()));
        assertThat(view().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void componentThatFailsDoesNotEndTheRunWhileAnotherGoesOn() {
        pushed();
        story.then(new ArtifactBuilt(story.run, AUTH, Story.DIGEST, Story.DIGEST, List.of()))
                .then(new BuildFailed(story.run, "web", Failure.failure("make", "exit code 2")));

        assertThat(view().state()).isEqualTo(RunState.RUNNING);
        assertThat(view().stages())
                .as("nothing is to come for the one that failed")
                .filteredOn(stage -> "web".equals(stage.component()))
                .hasSize(1);
    }

    @Test
    void runFailsWhenTheOtherComponentsHaveComeToTheirEnd() {
        pushed();
        story.then(new ArtifactBuilt(story.run, AUTH, Story.DIGEST, Story.DIGEST, List.of()))
                .then(new BuildFailed(story.run, "web", Failure.failure("make", "exit code 2")))
                .then(new ImagePublished(story.run, AUTH, Story.DIGEST, Story.IMAGE, List.of("develop")))
                .then(new DeploymentSkipped(story.run, AUTH, "shop is deployed as soon as web is published too"));

        assertThat(view().state()).isEqualTo(RunState.FAILED);
        assertThat(view().reason()).isEqualTo("make: exit code 2");
    }

    @Test
    void componentDeployedTogetherWithAnotherDoesNotHoldTheRunUp() {
        deployed();
        loadBalancerStarted();
        story.then(new RecordSetsChanged(story.run, "example.test.", "web.auth.integration.example.test.", List.of()))
                .then(new ArtifactBuilt(story.run, "web", Story.DIGEST, Story.DIGEST, List.of(), Story.OTHER_RUN))
                .then(new DeploymentSkipped(story.run, "web", "integration/auth is deployed together with auth"));

        assertThat(view().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(view().stages())
                .filteredOn(stage -> "web".equals(stage.component()) && stage.stage() == StageName.BUILD)
                .singleElement()
                .satisfies(build -> assertThat(build.details()).containsEntry("reusedFrom", Story.OTHER_RUN));
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        deployed();
        loadBalancerStarted();
        story.then(new RecordSetsChanged(story.run, "example.test.", "web.auth.integration.example.test.", List.of()));
        List<Envelope<? extends PipelineEvent>> events = new java.util.ArrayList<>(story.told());
        PipelineView inOrder = view();
        Random random = new Random(1);

        for (int i = 0; i < 200; i++) {
            Collections.shuffle(events, random);
            PipelineView view = PipelineView.of(events);
            assertThat(view.stages())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("startedAt")
                    .isEqualTo(inOrder.stages());
            assertThat(view.state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    private void pushed() {
        story.then(new CommitPushed(story.run, Trigger.PUSH, "ada", null));
    }

    private void published() {
        pushed();
        story.then(new BuildStarted(story.run, AUTH, "golang:1.24"))
                .then(new ArtifactBuilt(story.run, AUTH, Story.DIGEST, Story.DIGEST, List.of("auth")))
                .then(new PackagingStarted(story.run, AUTH))
                .then(new ImageBuilt(story.run, AUTH, Story.DIGEST, Story.IMAGE, "develop-1"))
                .then(new TestsStarted(story.run, AUTH))
                .then(new TestsPassed(story.run, AUTH, Story.DIGEST, Story.IMAGE, TestSummary.NONE))
                .then(new ImagePublished(story.run, AUTH, Story.DIGEST, Story.IMAGE, List.of("develop")));
    }

    private void requested(String environment) {
        story.then(new DeploymentRequested(
                story.run, AUTH, Story.DIGEST, Story.IMAGE, environment, "auth", "follow develop"));
    }

    private void deployed() {
        published();
        requested("integration");
        story.then(new DeploymentStarted(story.run, AUTH, "integration", "auth", Story.IMAGE))
                .then(new Deployed(story.run, AUTH, "integration", "auth", Story.IMAGE, HEALTHY));
    }

    private void loadBalancerStarted() {
        story.then(new LoadBalancerStarted(
                story.run,
                "integration",
                "auth",
                "web",
                List.of("192.0.2.1"),
                List.of(new Endpoint("https", 443)),
                new CertificateReference(Story.DIGEST, "AA:BB")));
    }

    private PipelineView view() {
        return PipelineView.of(story.told());
    }

    private StageView stage(StageName name) {
        return view().stages().stream()
                .filter(stage -> stage.stage() == name)
                .findFirst()
                .orElseThrow();
    }
}
