package dev.slipway.events;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every event's name on the wire, {@code dev.slipway.<subject>.<predicate>.v<major>}, its record and its topic. */
public enum EventType {
    COMMIT_PUSHED("commit.pushed", CommitPushed.class, Topic.COMMITS),
    REF_DELETED("ref.deleted", RefDeleted.class, Topic.COMMITS),
    CANCELLATION_REQUESTED("cancellation.requested", CancellationRequested.class, Topic.COMMITS),
    RETRY_REQUESTED("retry.requested", RetryRequested.class, Topic.COMMITS),
    BUILD_QUEUED("build.queued", BuildQueued.class, Topic.BUILDS),
    BUILD_STARTED("build.started", BuildStarted.class, Topic.BUILDS),
    ARTIFACT_BUILT("artifact.built", ArtifactBuilt.class, Topic.BUILDS),
    BUILD_FAILED("build.failed", BuildFailed.class, Topic.BUILDS),
    PACKAGING_STARTED("packaging.started", PackagingStarted.class, Topic.IMAGES),
    IMAGE_BUILT("image.built", ImageBuilt.class, Topic.IMAGES),
    PACKAGING_FAILED("packaging.failed", PackagingFailed.class, Topic.IMAGES),
    IMAGE_PUBLISHED("image.published", ImagePublished.class, Topic.IMAGES),
    PUBLICATION_FAILED("publication.failed", PublicationFailed.class, Topic.IMAGES),
    TESTS_STARTED("tests.started", TestsStarted.class, Topic.TESTS),
    TESTS_PASSED("tests.passed", TestsPassed.class, Topic.TESTS),
    TESTS_FAILED("tests.failed", TestsFailed.class, Topic.TESTS),
    DEPLOYMENT_REQUESTED("deployment.requested", DeploymentRequested.class, Topic.DEPLOYMENTS),
    DEPLOYMENT_SKIPPED("deployment.skipped", DeploymentSkipped.class, Topic.DEPLOYMENTS),
    DEPLOYMENT_STARTED("deployment.started", DeploymentStarted.class, Topic.DEPLOYMENTS),
    ROLLOUT_PROGRESSED("rollout.progressed", RolloutProgressed.class, Topic.DEPLOYMENTS),
    DEPLOYED("stack.deployed", Deployed.class, Topic.DEPLOYMENTS),
    ROLLED_BACK("stack.rolled-back", RolledBack.class, Topic.DEPLOYMENTS),
    DEPLOYMENT_FAILED("deployment.failed", DeploymentFailed.class, Topic.DEPLOYMENTS),
    LOAD_BALANCER_STARTED("load-balancer.started", LoadBalancerStarted.class, Topic.LOAD_BALANCERS),
    LOAD_BALANCER_STOPPED("load-balancer.stopped", LoadBalancerStopped.class, Topic.LOAD_BALANCERS),
    RECORD_SETS_PLANNED("record-sets.planned", RecordSetsPlanned.class, Topic.DNS),
    RECORD_SETS_CHANGED("record-sets.changed", RecordSetsChanged.class, Topic.DNS),
    RECORD_SETS_FAILED("record-sets.failed", RecordSetsFailed.class, Topic.DNS),
    SUPERSEDED("run.superseded", Superseded.class),
    CANCELLED("run.cancelled", Cancelled.class),
    RETRY_REFUSED("retry.refused", RetryRefused.class);

    private static final String PREFIX = "dev.slipway.";
    private static final int MAJOR = 1;
    private static final Pattern SHAPE = Pattern.compile("dev\\.slipway\\.(.+)\\.v(\\d{1,4})");

    private final String subject;
    private final Class<? extends PipelineEvent> record;
    private final @Nullable Topic topic;

    EventType(String subject, Class<? extends PipelineEvent> record) {
        this(subject, record, null);
    }

    EventType(String subject, Class<? extends PipelineEvent> record, @Nullable Topic topic) {
        this.subject = subject;
        this.record = record;
        this.topic = topic;
    }

    public String typeName() {
        return PREFIX + subject + ".v" + MAJOR;
    }

    public Class<? extends PipelineEvent> recordClass() {
        return record;
    }

    public static EventType of(PipelineEvent event) {
        return of(event.getClass());
    }

    public static EventType of(Class<?> record) {
        return Arrays.stream(values())
                .filter(type -> type.record == record)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(record + " is not an event"));
    }

    /** Where an event goes: a fixed topic, or that of the stage which ended. */
    public static Topic topicOf(PipelineEvent event) {
        return switch (event) {
            case Superseded ended -> ended.stage().topic();
            case Cancelled ended -> ended.stage().topic();
            case RetryRefused refused -> refused.stage().topic();
            default -> Objects.requireNonNull(of(event).topic);
        };
    }

    /** What a type name on the wire means to this version of Slipway. */
    static Named named(String typeName) {
        for (EventType type : values()) {
            if (type.typeName().equals(typeName)) {
                return new Named(type, false);
            }
        }
        Matcher matcher = SHAPE.matcher(typeName);
        boolean ours = matcher.matches()
                && Arrays.stream(values()).anyMatch(type -> type.subject.equals(matcher.group(1)))
                && Integer.parseInt(matcher.group(2)) != MAJOR;
        return new Named(null, ours);
    }

    /** A known type, or whether it is one of ours in another major version. */
    record Named(@Nullable EventType type, boolean otherMajor) {}
}
