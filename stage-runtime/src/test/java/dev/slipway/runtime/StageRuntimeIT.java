package dev.slipway.runtime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.Cancelled;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.EventId;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RetryRefused;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.runtime.testing.Wire;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accept – work – conclude – relay, from topic to topic. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class StageRuntimeIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    ProbeStage stage;

    @Inject
    EntityManager database;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "slipway.failpoints.directory")
    Path failpoints;

    @ConfigProperty(name = "slipway.test.operator-token")
    String operatorToken;

    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(bootstrap, "slipway.builds", "slipway.commits.dlq");
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @Test
    void oneEventBecomesOneRunAndItsEvents() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/plain", 1);

        wire.send(push);

        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        assertThat(wire.envelopesOf(push)).allSatisfy(envelope -> {
            assertThat(envelope.cause()).isEqualTo(push.id());
            assertThat(envelope.trace().traceId()).isEqualTo(push.trace().traceId());
        });
    }

    @Test
    void redeliveredEventDoesItsWorkOnce() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/twice", 1);
        AtomicInteger worked = new AtomicInteger();
        stage.onPush(push.event().pipelineRun().id(), run -> {
            worked.incrementAndGet();
            return ProbeStage.success(run);
        });
        Envelope<CommitPushed> behind = Pushes.push("refs/heads/twice", 1);

        wire.send(push);
        wire.send(push);
        wire.send(behind);

        // Same key, same partition: when the last is through, so are the two before it.
        awaitEvents(behind, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        assertThat(worked).hasValue(1);
    }

    @Test
    void infrastructureFailureLeadsToAnotherAttempt() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/flaky", 1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            if (run.attempt() < 3) {
                throw new IllegalStateException("the engine does not answer");
            }
            return ProbeStage.success(run);
        });

        wire.send(push);

        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
    }

    @Test
    void tooManyFailuresEndInOneTerminalError() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/broken", 1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            throw new IllegalStateException("the engine is gone");
        });

        wire.send(push);

        awaitEvents(push, BuildQueued.class, BuildStarted.class, BuildFailed.class);
        BuildFailed failed = (BuildFailed) wire.eventsOf(push).getLast();
        assertThat(failed.failure().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(failed.failure().reason()).contains("after 4 attempts").contains("the engine is gone");
    }

    @Test
    void ofWaitingRunsTheNewestWinsAndTheOthersSaySo() {
        CountDownLatch release = new CountDownLatch(1);
        List<Envelope<CommitPushed>> blockers =
                List.of(Pushes.push("refs/heads/block-1", 1), Pushes.push("refs/heads/block-2", 1));
        blockers.forEach(blocker -> stage.onPush(blocker.event().pipelineRun().id(), run -> {
            release.await();
            return ProbeStage.success(run);
        }));
        blockers.forEach(wire::send);
        blockers.forEach(blocker -> awaitEvents(blocker, BuildQueued.class, BuildStarted.class));
        Envelope<CommitPushed> older = Pushes.push("refs/heads/burst", 1);
        Envelope<CommitPushed> newer = Pushes.push("refs/heads/burst", 2);
        wire.send(older);
        wire.send(newer);
        awaitEvents(older, BuildQueued.class);
        awaitEvents(newer, BuildQueued.class);

        release.countDown();

        awaitEvents(newer, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        awaitEvents(older, BuildQueued.class, Superseded.class);
        assertThat(wire.eventsOf(older).getLast())
                .isEqualTo(new Superseded(older.event().pipelineRun(), StageName.BUILD, 2));
    }

    @Test
    void cancelledRunIsInterruptedDiscardedAndSaysWho() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/cancelled", 1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            new CountDownLatch(1).await();
            return ProbeStage.success(run);
        });
        wire.send(push);
        awaitEvents(push, BuildQueued.class, BuildStarted.class);

        wire.send(push.leadsTo(
                new EventId(UUID.randomUUID()),
                push.source(),
                push.time(),
                new CancellationRequested(push.event().pipelineRun(), "grace")));

        awaitEvents(push, BuildQueued.class, BuildStarted.class, Cancelled.class);
        assertThat(wire.eventsOf(push).getLast())
                .isEqualTo(new Cancelled(push.event().pipelineRun(), StageName.BUILD, "grace"));
        assertThat(stage.discarded()).contains(RunId.of(push.id(), StageName.BUILD));
    }

    @Test
    void retriedStageIsDoneOnceMoreWithItsInputAndTheWishIsTheCause() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/retried", 1);
        AtomicInteger worked = new AtomicInteger();
        stage.onPush(push.event().pipelineRun().id(), run -> {
            assertThat(run.event()).isEqualTo(push.event());
            return worked.incrementAndGet() == 1
                    ? Conclusion.success(
                            new BuildFailed(run.pipelineRun(), null, Failure.failure("network", "was away")))
                    : ProbeStage.success(run);
        });
        wire.send(push);
        awaitEvents(push, BuildQueued.class, BuildStarted.class, BuildFailed.class);

        Envelope<RetryRequested> wish = retry(push, push.id());
        wire.send(wish);
        wire.send(wish);

        awaitEvents(
                push,
                BuildQueued.class,
                BuildStarted.class,
                BuildFailed.class,
                BuildQueued.class,
                BuildStarted.class,
                ArtifactBuilt.class);
        assertThat(worked).hasValue(2);
        assertThat(wire.envelopesOf(push).getLast().cause()).isEqualTo(wish.id());
        assertThat(wire.envelopesOf(push).getLast().trace().traceId())
                .isEqualTo(push.trace().traceId());
    }

    @Test
    void retryOfAStageThatGoesOnOrIsUnknownIsRefused() {
        CountDownLatch release = new CountDownLatch(1);
        Envelope<CommitPushed> push = Pushes.push("refs/heads/too-early", 1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            release.await();
            return ProbeStage.success(run);
        });
        wire.send(push);
        awaitEvents(push, BuildQueued.class, BuildStarted.class);

        wire.send(retry(push, push.id()));
        awaitEvents(push, BuildQueued.class, BuildStarted.class, RetryRefused.class);
        assertThat(((RetryRefused) wire.eventsOf(push).getLast()).reason()).contains("goes on");
        wire.send(retry(push, new EventId(UUID.randomUUID())));
        awaitEvents(push, BuildQueued.class, BuildStarted.class, RetryRefused.class, RetryRefused.class);
        assertThat(((RetryRefused) wire.eventsOf(push).getLast()).reason()).contains("nothing is known");

        release.countDown();
        awaitEvents(
                push,
                BuildQueued.class,
                BuildStarted.class,
                RetryRefused.class,
                RetryRefused.class,
                ArtifactBuilt.class);
    }

    private static Envelope<RetryRequested> retry(Envelope<CommitPushed> push, EventId trigger) {
        return push.leadsTo(
                new EventId(UUID.randomUUID()),
                push.source(),
                push.time(),
                new RetryRequested(push.event().pipelineRun(), StageName.BUILD, trigger, "grace"));
    }

    @Test
    void lateFinishOfAFencedOffAttemptIsDropped() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/zombie", 1);
        CountDownLatch takenOver = new CountDownLatch(1);
        CountDownLatch rejected = new CountDownLatch(1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            if (run.attempt() == 1) {
                awaitUninterruptibly(takenOver);
                return Conclusion.success(
                        new BuildFailed(run.pipelineRun(), null, Failure.failure("zombie", "late and different")));
            }
            takenOver.countDown();
            rejected.await();
            return ProbeStage.success(run);
        });
        double before = lateFinishes();
        wire.send(push);
        awaitEvents(push, BuildQueued.class, BuildStarted.class);

        expireLease(RunId.of(push.id(), StageName.BUILD));

        // The second attempt is still at work: nothing but the fence can keep the first one's word out.
        await().atMost(LONG).untilAsserted(() -> assertThat(lateFinishes()).isEqualTo(before + 1));
        rejected.countDown();
        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
    }

    @Test
    void exclusiveLaneWorksOneAtATime() {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Envelope<CommitPushed>> pushes = List.of(
                Pushes.push("refs/heads/exclusive", 1),
                Pushes.push("refs/heads/exclusive", 2),
                Pushes.push("refs/heads/exclusive", 3));
        CountDownLatch firstIsWorking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        pushes.forEach(push -> stage.onPush(push.event().pipelineRun().id(), run -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            firstIsWorking.countDown();
            release.await();
            working.decrementAndGet();
            return ProbeStage.success(run);
        }));

        pushes.forEach(wire::send);
        pushes.forEach(push -> await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.eventsOf(push)).isNotEmpty()));
        awaitUninterruptibly(firstIsWorking);
        release.countDown();

        pushes.forEach(push -> await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.eventsOf(push).getLast())
                        .isInstanceOfAny(ArtifactBuilt.class, Superseded.class)));
        assertThat(wire.eventsOf(pushes.getLast()).getLast()).isInstanceOf(ArtifactBuilt.class);
        assertThat(most).hasValue(1);
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsReasonAndHoldsUpNobody() {
        String body = "this is no event " + UUID.randomUUID();
        wire.send(new ProducerRecord<>("slipway.commits", "k", body.getBytes(StandardCharsets.UTF_8)));
        Envelope<CommitPushed> push = Pushes.push("refs/heads/behind-poison", 1);
        wire.send(push);

        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.on("slipway.commits.dlq")).anySatisfy(letter -> {
                    assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                            .isEqualTo(body);
                    assertThat(header(letter, "dead-letter-reason")).isNotBlank();
                }));
    }

    @Test
    void whatGoesWrongAfterTheCommitDoesNotRefuseTheRecord() throws IOException {
        String revision = "fedcba9876543210fedcba9876543210fedcba98";
        Files.writeString(failpoints.resolve("probe-" + revision), "throw accepted");
        Envelope<CommitPushed> push = Pushes.push("refs/heads/accepted", 1, revision);
        ProducerRecord<String, byte[]> sent = EventCodec.encode(push);
        byte[] poison = ("behind " + push.id()).getBytes(StandardCharsets.UTF_8);

        wire.send(sent);
        // Same key, same partition: when this one is refused, the one before it would have been.
        wire.send(new ProducerRecord<>("slipway.commits", sent.key(), poison));

        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
        await().atMost(LONG)
                .until(() -> wire.on("slipway.commits.dlq").stream()
                        .anyMatch(letter -> Arrays.equals(letter.value(), poison)));
        assertThat(failpoints.resolve("probe-" + revision + ".done")).exists();
        assertThat(wire.on("slipway.commits.dlq")).noneMatch(letter -> Arrays.equals(letter.value(), sent.value()));
    }

    @Test
    void eventOfANewerMajorVersionIsParked() {
        ProducerRecord<String, byte[]> newer = EventCodec.encode(Pushes.push("refs/heads/newer", 1));
        newer.headers()
                .remove("ce_type")
                .add("ce_type", "dev.slipway.commit.pushed.v2".getBytes(StandardCharsets.UTF_8));

        wire.send(newer);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(number(
                                "select count(*) from parked_event where type = ?1", "dev.slipway.commit.pushed.v2"))
                        .isPositive());
    }

    @Test
    void logCanBeReadWhileTheRunGoesOnAndOnlyByAnOperator() {
        Envelope<CommitPushed> push = Pushes.push("refs/heads/talkative", 1);
        CountDownLatch release = new CountDownLatch(1);
        stage.onPush(push.event().pipelineRun().id(), run -> {
            run.log().say("hello from the build");
            run.log().flush();
            release.await();
            return ProbeStage.success(run);
        });
        wire.send(push);
        String log = "/runs/" + push.event().pipelineRun().id() + "/log";

        await().atMost(LONG)
                .untilAsserted(() -> given().header("Authorization", "Bearer " + operatorToken)
                        .get(log)
                        .then()
                        .statusCode(200)
                        .body("[0].lines", org.hamcrest.Matchers.containsString("hello from the build")));
        given().get(log).then().statusCode(401);
        given().header("Authorization", "Bearer " + "x".repeat(40))
                .get(log)
                .then()
                .statusCode(401);

        release.countDown();
        awaitEvents(push, BuildQueued.class, BuildStarted.class, ArtifactBuilt.class);
    }

    @SafeVarargs
    private void awaitEvents(Envelope<?> push, Class<? extends PipelineEvent>... types) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.eventsOf(push).stream()
                                .<Class<?>>map(Object::getClass)
                                .toList())
                        .isEqualTo(List.of(types)));
    }

    /** What a pause longer than the lease looks like from outside: somebody else may claim the run. */
    private void expireLease(RunId run) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update stage_run set lease_until = clock_timestamp() - interval '1 second' where id = ?1")
                        .setParameter(1, run.value())
                        .executeUpdate());
    }

    private double lateFinishes() {
        return metrics.find("slipway_late_finish_rejected").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private long number(String query, Object parameter) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) database.createNativeQuery(query)
                                .setParameter(1, parameter instanceof RunId run ? run.value() : parameter)
                                .getSingleResult())
                        .longValue());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
