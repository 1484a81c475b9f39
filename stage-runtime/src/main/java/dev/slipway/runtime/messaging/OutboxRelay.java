package dev.slipway.runtime.messaging;

import dev.slipway.runtime.Outages;
import dev.slipway.runtime.StageRuntimeConfig;
import dev.slipway.runtime.WakeUps;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.OutboxEntity;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Relay: publishes the outbox, oldest first, and marks a row sent after the broker's acknowledgement. A crash between the
 * two sends a row twice; event ids let every receiver notice. The only place that sends to Kafka.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 100;
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    /** Another replica publishes; it may have looked before this one's row was there, so look again soon. */
    private static final int ELSEWHERE = -1;

    private static final Duration SOON = Duration.ofMillis(50);

    /** Longer than the producer's own delivery.timeout.ms: after it, nobody will say anything any more. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(45);

    private final Outbox outbox;
    private final WakeUps wakeUps;
    private final Emitter<byte[]> broker;
    private final StageRuntimeConfig config;
    private final Failpoints failpoints;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopping;

    public OutboxRelay(
            Outbox outbox,
            WakeUps wakeUps,
            @Channel("events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<byte[]> broker,
            StageRuntimeConfig config,
            MeterRegistry metrics,
            Failpoints failpoints) {
        this.outbox = outbox;
        this.wakeUps = wakeUps;
        this.broker = broker;
        this.config = config;
        this.failpoints = failpoints;
        metrics.gauge("slipway_outbox_unsent", outbox, OutboxRelay::unsent);
    }

    void start(@Observes StartupEvent started) {
        thread.execute(this::loop);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        thread.shutdownNow();
    }

    private void loop() {
        try {
            while (!stopping) {
                int looked = publishBatch();
                if (looked == ELSEWHERE) {
                    wakeUps.publish().await(SOON);
                } else if (looked < BATCH) {
                    wakeUps.publish().await(config.poll());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many rows were looked at, or {@link #ELSEWHERE}. */
    private int publishBatch() throws InterruptedException {
        try {
            return publish();
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.warnf("events wait in the outbox, trying again: %s", Outages.summary(e));
                TimeUnit.MILLISECONDS.sleep(BACK_OFF.toMillis());
            }
            return 0;
        }
    }

    /** One batch in one transaction; how many rows were looked at, negative when another replica does it. Nothing is marked when it throws. */
    public int publish() {
        return QuarkusTransaction.requiringNew().timeout(120).call(this::publishUnsent);
    }

    private int publishUnsent() {
        if (!outbox.lockForRelay()) {
            return ELSEWHERE;
        }
        List<OutboxEntity> rows = outbox.unsent(BATCH);
        // All are handed over in order before the first answer is awaited: the producer keeps the order per key.
        List<CompletableFuture<Void>> answers = rows.stream().map(this::send).toList();
        for (int i = 0; i < rows.size(); i++) {
            markAnswered(rows.get(i), answers.get(i));
        }
        return rows.size();
    }

    private void markAnswered(OutboxEntity row, CompletableFuture<Void> answer) {
        try {
            answer.join();
            failpoints.reach(
                    "sent", () -> Optional.of(row.record().envelope().event().pipelineRun()));
            row.sentAt = Instant.now();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ApiException refusal) || refusal instanceof RetriableException) {
                throw e;
            }
            LOG.errorf(e, "the broker will never take event %s; an operator has to look", row.id);
            row.refused = refusal.toString();
        }
    }

    private CompletableFuture<Void> send(OutboxEntity row) {
        RecordHeaders headers = new RecordHeaders();
        row.headers.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        broker.send(Message.of(
                        row.payload,
                        () -> {
                            answer.complete(null);
                            return CompletableFuture.completedFuture(null);
                        },
                        thrown -> {
                            answer.completeExceptionally(thrown);
                            return CompletableFuture.completedFuture(null);
                        })
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(row.topic)
                        .withKey(row.key)
                        .withHeaders(headers)
                        .build()));
        return answer.orTimeout(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    private static double unsent(Outbox outbox) {
        return QuarkusTransaction.requiringNew().call(outbox::countUnsent);
    }
}
