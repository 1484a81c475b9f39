package dev.slipway.console.domain;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.Cancelled;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Deployed;
import dev.slipway.events.DeploymentFailed;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.DeploymentSkipped;
import dev.slipway.events.DeploymentStarted;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.PackagingFailed;
import dev.slipway.events.PackagingStarted;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PublicationFailed;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.RecordSetsPlanned;
import dev.slipway.events.RefDeleted;
import dev.slipway.events.RetryRefused;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.RolledBack;
import dev.slipway.events.RolloutProgressed;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.events.TestsFailed;
import dev.slipway.events.TestsPassed;
import dev.slipway.events.TestsStarted;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one event says about one stage.
 *
 * @param subject whose stage; absent when only the causing event tells
 * @param details facts for people, by name
 */
record StageStep(
        StageName stage,
        @Nullable Subject subject,
        RunState state,
        @Nullable Failure failure,
        Map<String, Object> details) {

    /** What a stage works on: a component, a component in an environment, or a load balancer in an environment. */
    record Subject(
            @Nullable String component,
            @Nullable String environment,
            @Nullable String loadBalancer) {

        static final Subject WHOLE_RUN = new Subject(null, null, null);

        static Subject component(@Nullable String name) {
            return new Subject(name, null, null);
        }

        static Subject deployment(String component, @Nullable String environment) {
            return new Subject(component, environment, null);
        }
    }

    /** Nothing for events that say nothing about a stage. */
    static @Nullable StageStep of(PipelineEvent event) {
        return switch (event) {
            case CommitPushed e -> null;
            case RefDeleted e -> null;
            case CancellationRequested e -> null;
            case RetryRequested e -> null;
            case RetryRefused e ->
                new StageStep(shown(e.stage()), null, RunState.ERROR, Failure.error("retry", e.reason()), Map.of());
            case BuildQueued e -> null;
            case LoadBalancerStopped e -> null;
            case Superseded e ->
                new StageStep(
                        shown(e.stage()), null, RunState.SUPERSEDED, null, Map.of("supersededBy", e.bySequence()));
            case Cancelled e ->
                new StageStep(shown(e.stage()), null, RunState.CANCELLED, null, Map.of("cancelledBy", e.by()));
            default -> ofComponent(event);
        };
    }

    private static @Nullable StageStep ofComponent(PipelineEvent event) {
        return switch (event) {
            case BuildStarted e ->
                running(
                        StageName.BUILD,
                        e.component(),
                        details("builderImage", e.builderImage(), "builderDigest", e.builderDigest()));
            case ArtifactBuilt e ->
                succeeded(
                        StageName.BUILD,
                        e.component(),
                        details(
                                "source",
                                e.source(),
                                "artifacts",
                                e.artifacts(),
                                "files",
                                e.files(),
                                "reusedFrom",
                                e.reusedFrom()));
            case BuildFailed e -> failed(StageName.BUILD, Subject.component(e.component()), e.failure(), Map.of());
            case PackagingStarted e -> running(StageName.PACKAGE, e.component(), Map.of());
            case ImageBuilt e ->
                succeeded(StageName.PACKAGE, e.component(), Map.of("image", e.image(), "tag", e.tag()));
            case PackagingFailed e ->
                failed(StageName.PACKAGE, Subject.component(e.component()), e.failure(), Map.of());
            case TestsStarted e -> running(StageName.TEST, e.component(), Map.of());
            case TestsPassed e ->
                succeeded(
                        StageName.TEST,
                        e.component(),
                        details("image", e.image(), "summary", e.summary(), "untested", e.untested()));
            case TestsFailed e ->
                failed(
                        StageName.TEST,
                        Subject.component(e.component()),
                        e.failure(),
                        Map.of("image", e.image(), "summary", e.summary()));
            case ImagePublished e ->
                succeeded(StageName.PUBLISH, e.component(), Map.of("image", e.image(), "tags", e.tags()));
            case PublicationFailed e ->
                failed(StageName.PUBLISH, Subject.component(e.component()), e.failure(), Map.of());
            default -> ofDeployment(event);
        };
    }

    private static @Nullable StageStep ofDeployment(PipelineEvent event) {
        return switch (event) {
            case DeploymentRequested e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.WAITING,
                        null,
                        Map.of("stack", e.stack(), "image", e.image(), "requestedBy", e.requestedBy()));
            case DeploymentSkipped e ->
                deploy(Subject.deployment(e.component(), null), RunState.SKIPPED, null, Map.of("reason", e.reason()));
            case DeploymentStarted e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.RUNNING,
                        null,
                        Map.of("stack", e.stack(), "image", e.image()));
            case RolloutProgressed e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.RUNNING,
                        null,
                        Map.of("stack", e.stack(), "replicas", e.replicas()));
            case Deployed e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.SUCCEEDED,
                        null,
                        Map.of("stack", e.stack(), "image", e.image(), "replicas", e.replicas()));
            case RolledBack e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.of(e.failure()),
                        e.failure(),
                        details("stack", e.stack(), "image", e.image(), "restored", e.restored()));
            case DeploymentFailed e ->
                deploy(
                        Subject.deployment(e.component(), e.environment()),
                        RunState.of(e.failure()),
                        e.failure(),
                        details("stack", e.stack()));
            default -> ofRecordSets(event);
        };
    }

    private static @Nullable StageStep ofRecordSets(PipelineEvent event) {
        return switch (event) {
            case LoadBalancerStarted e ->
                new StageStep(
                        StageName.DNS,
                        new Subject(null, e.environment(), e.loadBalancer()),
                        RunState.WAITING,
                        null,
                        details(
                                "stack",
                                e.stack(),
                                "addresses",
                                e.addresses(),
                                "endpoints",
                                e.endpoints(),
                                "certificate",
                                e.certificate()));
            case RecordSetsPlanned e ->
                new StageStep(StageName.DNS, null, RunState.RUNNING, null, Map.of("zone", e.zone()));
            case RecordSetsChanged e ->
                new StageStep(
                        StageName.DNS,
                        null,
                        RunState.SUCCEEDED,
                        null,
                        Map.of("zone", e.zone(), "name", e.name(), "changes", e.changes()));
            case RecordSetsFailed e ->
                new StageStep(StageName.DNS, null, RunState.of(e.failure()), e.failure(), Map.of("zone", e.zone()));
            default -> null;
        };
    }

    private static StageStep running(StageName stage, String component, Map<String, Object> details) {
        return new StageStep(stage, Subject.component(component), RunState.RUNNING, null, details);
    }

    private static StageStep succeeded(StageName stage, String component, Map<String, Object> details) {
        return new StageStep(stage, Subject.component(component), RunState.SUCCEEDED, null, details);
    }

    private static StageStep failed(StageName stage, Subject subject, Failure failure, Map<String, Object> details) {
        return new StageStep(stage, subject, RunState.of(failure), failure, details);
    }

    private static StageStep deploy(
            Subject subject, RunState state, @Nullable Failure failure, Map<String, Object> details) {
        return new StageStep(StageName.DEPLOY, subject, state, failure, details);
    }

    /** People see the decision which environments follow as part of the deployment. */
    static StageName shown(StageName stage) {
        return stage == StageName.PLAN ? StageName.DEPLOY : stage;
    }

    /** Names and values in turn; a value that is absent leaves its name out. */
    private static Map<String, Object> details(@Nullable Object... namesAndValues) {
        Map<String, Object> present = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                present.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return present;
    }
}
