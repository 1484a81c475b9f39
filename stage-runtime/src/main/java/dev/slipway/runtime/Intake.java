package dev.slipway.runtime;

import dev.slipway.events.CancellationRequested;
import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RetryRefused;
import dev.slipway.events.RetryRequested;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.Replicas;
import dev.slipway.runtime.persistence.StageRunEntity;
import dev.slipway.runtime.persistence.StageRuns;
import dev.slipway.runtime.persistence.StoredRecord;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Accept: turns a received record into a waiting run, in one short transaction, and lets the caller acknowledge after
 * its commit. A record that cannot be read is refused with {@link MalformedEventException}, which the channel turns into a
 * dead letter; trouble with the database is waited out here, so that it never becomes one.
 */
@ApplicationScoped
public class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Stages stages;
    private final StageRuns runs;
    private final Outbox outbox;
    private final Origin origin;
    private final WakeUps wakeUps;
    private final MeterRegistry metrics;
    private final Places places;
    private final Replicas replicas;
    private final Failpoints failpoints;

    public Intake(
            Stages stages,
            StageRuns runs,
            Outbox outbox,
            Origin origin,
            WakeUps wakeUps,
            MeterRegistry metrics,
            Places places,
            Replicas replicas,
            Failpoints failpoints) {
        this.stages = stages;
        this.runs = runs;
        this.outbox = outbox;
        this.origin = origin;
        this.wakeUps = wakeUps;
        this.metrics = metrics;
        this.places = places;
        this.replicas = replicas;
        this.failpoints = failpoints;
    }

    /**
     * Returns when the record's consequences are committed.
     *
     * @throws MalformedEventException when the record is no event; nothing was stored
     */
    public void receive(ConsumerRecord<String, byte[]> received) {
        StoredRecord stored = StoredRecord.of(received);
        switch (EventCodec.decode(received)) {
            case Decoded.Malformed malformed -> throw new MalformedEventException(malformed.reason());
            case Decoded.UnknownType unknown ->
                metrics.counter("slipway_events_skipped", "type", unknown.type())
                        .increment();
            case Decoded.OtherMajor other -> Patience.untilCommitted(() -> runs.park(stored, other.type()));
            case Decoded.Known known -> accept(known.envelope(), stored);
        }
    }

    private void accept(Envelope<? extends PipelineEvent> envelope, StoredRecord stored) {
        PipelineEvent event = envelope.event();
        if (event instanceof CancellationRequested cancellation) {
            Patience.untilCommitted(() -> {
                runs.cancel(cancellation.pipelineRun(), cancellation.by());
                replicas.tell(Replicas.Word.CANCELLED);
            });
        } else if (event instanceof RetryRequested retry) {
            if (!stages.names().contains(retry.stage())) {
                return;
            }
            Patience.untilCommitted(() -> acceptAgain(envelope, retry));
        } else {
            List<Stage<PipelineEvent>> started = stages.startedBy(event);
            if (started.isEmpty()) {
                return;
            }
            Patience.untilCommitted(() -> started.forEach(stage -> accept(stage, envelope, stored)));
            afterCommit(() -> failpoints.reach("accepted", () -> Optional.of(event.pipelineRun())));
        }
        afterCommit(() -> {
            wakeUps.anyWork();
            wakeUps.publish().raise();
        });
    }

    /** What is committed is accepted: whatever goes wrong now is found by polling, and must not refuse the record. */
    private static void afterCommit(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warnf("accepted, and nobody was told: %s", Outages.summary(e));
        }
    }

    /**
     * The recorded event comes in once more, under the id of the wish: that makes it a run of its own, and the wish the
     * cause of whatever comes of it.
     */
    private void acceptAgain(Envelope<?> wish, RetryRequested retry) {
        Optional<StageRunEntity> before = runs.ofEvent(retry.trigger(), retry.stage());
        if (before.isEmpty()) {
            refuse(wish, retry, "its input was wanted, and nothing is known of it here");
        } else if (before.get().state != StageRunEntity.State.FINISHED) {
            refuse(wish, retry, "a stage that is over was wanted, and this one goes on");
        } else {
            Envelope<? extends PipelineEvent> recorded =
                    new StoredRecord("", "", before.get().headers, before.get().payload).envelope();
            Envelope<PipelineEvent> again = new Envelope<>(
                    wish.id(), recorded.source(), recorded.time(), recorded.id(), wish.trace(), recorded.event());
            accept(stages.of(retry.stage(), again.event()), again, StoredRecord.of(EventCodec.encode(again)));
        }
    }

    private void refuse(Envelope<?> wish, RetryRequested retry, String reason) {
        RunId id = RunId.of(wish.id(), retry.stage());
        outbox.append(origin.of(id, wish, new RetryRefused(retry.pipelineRun(), retry.stage(), reason)));
    }

    private void accept(Stage<PipelineEvent> stage, Envelope<?> envelope, StoredRecord stored) {
        RunId id = RunId.of(envelope.id(), stage.name());
        if (runs.accept(id, stage.name(), stage.lane(envelope.event()), envelope, stored)) {
            LOG.infof(
                    "accepted %s run=%s pipelineRun=%s",
                    stage.name().word(), id, envelope.event().pipelineRun().id());
            stage.accepted(envelope.event()).forEach(event -> outbox.append(origin.of(id, envelope, event)));
            if (places.allBusy(stage.name())) {
                replicas.tell(Replicas.Word.WORK);
            }
            failpoints.reach("inserted", () -> Optional.of(envelope.event().pipelineRun()));
        } else {
            metrics.counter("slipway_events_duplicate", "stage", stage.name().word())
                    .increment();
        }
    }
}
