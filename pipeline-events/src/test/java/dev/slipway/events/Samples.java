package dev.slipway.events;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One example of every event, all of one push; the golden files hold their JSON. */
final class Samples {

    static final PipelineRun RUN = new PipelineRun(
            new PipelineRunId(UUID.fromString("018f2c6a-0000-7000-8000-000000000001")),
            "https://git.example.com/acme/app.git",
            "refs/heads/develop",
            "0123456789abcdef0123456789abcdef01234567",
            "develop-14",
            14);
    static final Digest SOURCE = new Digest("sha256:" + "a".repeat(64));
    static final ImageReference IMAGE =
            new ImageReference("registry.example.com/acme/go-auth", new Digest("sha256:" + "b".repeat(64)));
    static final Failure FAILURE = new Failure(
            Outcome.FAILURE, "./compile.sh", "the step ended with exit code 2", 2, List.of("auth.go:7: oops"));

    private static final TestSummary SUMMARY = new TestSummary(12, 1, 0, 2);
    private static final ReplicaCount REPLICAS = new ReplicaCount(2, 2, 0, 0);
    private static final List<RecordSetChange> CHANGES = List.of(new RecordSetChange(
            RecordSetChange.Action.UPSERT, "lb.auth.integration.example.com.", "A", 60, List.of("192.0.2.10")));

    private Samples() {}

    static Stream<PipelineEvent> all() {
        return Stream.of(
                new CommitPushed(RUN, Trigger.PUSH, "ada", "0000000000000000000000000000000000000001"),
                new RefDeleted(RUN, "ada"),
                new CancellationRequested(RUN, "ada"),
                new RetryRequested(RUN, StageName.TEST, EventId.of("018f2c6a-0000-7000-8000-0000000000e0"), "ada"),
                new BuildQueued(RUN),
                new BuildStarted(RUN, "go-auth", "golang:1.24", SOURCE),
                new ArtifactBuilt(RUN, "go-auth", SOURCE, SOURCE, List.of("go-auth", "run.sh"), RUN.id()),
                new BuildFailed(RUN, "go-auth", FAILURE),
                new PackagingStarted(RUN, "go-auth"),
                new ImageBuilt(RUN, "go-auth", SOURCE, IMAGE, "run-018f2c6a"),
                new PackagingFailed(RUN, "go-auth", FAILURE),
                new ImagePublished(RUN, "go-auth", SOURCE, IMAGE, List.of("develop-14", "develop"), List.of(SOURCE)),
                new PublicationFailed(RUN, "go-auth", FAILURE),
                new TestsStarted(RUN, "go-auth"),
                new TestsPassed(RUN, "go-auth", SOURCE, IMAGE, SUMMARY, "slipway.yml names no test"),
                new TestsFailed(RUN, "go-auth", IMAGE, SUMMARY, FAILURE),
                new DeploymentRequested(
                        RUN,
                        "go-auth",
                        SOURCE,
                        IMAGE,
                        "integration",
                        "auth",
                        "follow develop",
                        Map.of("go-auth", IMAGE)),
                new DeploymentSkipped(RUN, "go-auth", "no environment follows refs/heads/develop"),
                new DeploymentStarted(RUN, "go-auth", "integration", "auth", IMAGE),
                new RolloutProgressed(RUN, "go-auth", "integration", "auth", REPLICAS),
                new Deployed(RUN, "go-auth", "integration", "auth", IMAGE, REPLICAS, Map.of("go-auth", IMAGE)),
                new RolledBack(RUN, "go-auth", "integration", "auth", IMAGE, IMAGE, FAILURE),
                new DeploymentFailed(RUN, "go-auth", "integration", "auth", FAILURE),
                new LoadBalancerStarted(
                        RUN,
                        "integration",
                        "auth",
                        "lb",
                        List.of("192.0.2.10"),
                        List.of(new Endpoint("https", 9443)),
                        new CertificateReference(SOURCE, "AB:CD")),
                new LoadBalancerStopped(RUN, "integration", "auth", "lb"),
                new RecordSetsPlanned(RUN, "example.com.", CHANGES),
                new RecordSetsChanged(RUN, "example.com.", "lb.auth.integration.example.com.", CHANGES),
                new RecordSetsFailed(RUN, "example.com.", FAILURE),
                new Superseded(RUN, StageName.BUILD, 15),
                new Cancelled(RUN, StageName.TEST, "ada"),
                new RetryRefused(RUN, StageName.TEST, "nothing is known of its input"));
    }

    static <E extends PipelineEvent> Envelope<E> envelope(E event) {
        return new Envelope<>(
                EventId.of("018f2c6a-0000-7000-8000-0000000000e1"),
                URI.create("/slipway/builder"),
                Instant.parse("2026-01-02T03:04:05Z"),
                EventId.of("018f2c6a-0000-7000-8000-0000000000e0"),
                new Traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                event);
    }
}
