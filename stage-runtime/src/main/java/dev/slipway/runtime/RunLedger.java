package dev.slipway.runtime;

import dev.slipway.events.Envelope;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.StageRunEntity;
import dev.slipway.runtime.persistence.StageRuns;
import dev.slipway.runtime.persistence.StoredRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The transactions of a claimed run: claim, renew, announce, conclude. Each is one transaction of its own. */
@ApplicationScoped
public class RunLedger {

    private static final Logger LOG = Logger.getLogger(RunLedger.class);

    private final Stages stages;
    private final StageRuns runs;
    private final Outbox outbox;
    private final Origin origin;
    private final WakeUps wakeUps;
    private final MeterRegistry metrics;
    private final RetryPolicy retryPolicy;
    private final Duration lease;
    private final Failpoints failpoints;

    public RunLedger(
            Stages stages,
            StageRuns runs,
            Outbox outbox,
            Origin origin,
            WakeUps wakeUps,
            MeterRegistry metrics,
            StageRuntimeConfig config,
            Failpoints failpoints) {
        this.stages = stages;
        this.runs = runs;
        this.outbox = outbox;
        this.origin = origin;
        this.wakeUps = wakeUps;
        this.metrics = metrics;
        this.lease = config.lease();
        this.failpoints = failpoints;
        this.retryPolicy = new RetryPolicy(
                config.retry().failures(),
                config.retry().firstDelay(),
                config.retry().longestDelay());
    }

    /** Takes the next run of a stage, if one is due. */
    Optional<Claim> claim(StageName stage, String owner) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.claim(stage, owner, lease).map(this::claimed));
    }

    @SuppressWarnings("unchecked")
    private Claim claimed(StageRunEntity row) {
        StoredRecord stored = new StoredRecord("", "", row.headers, row.payload);
        Envelope<PipelineEvent> trigger = (Envelope<PipelineEvent>) stored.envelope();
        return new Claim(
                new RunId(row.id),
                stages.of(row.stage, trigger.event()),
                trigger,
                row.fence,
                row.attempt,
                row.infraFailures,
                row.cancelledBy,
                row.newestWins && row.attempt == 1 ? runs.newerInLane(row).orElse(null) : null);
    }

    /** Whether the claim still holds; extends it if so. */
    boolean renew(Claim claim) {
        return QuarkusTransaction.requiringNew().call(() -> runs.renew(claim.id(), claim.fence(), lease));
    }

    Optional<String> cancelledBy(Claim claim) {
        return QuarkusTransaction.requiringNew().call(() -> runs.cancelledBy(claim.id()));
    }

    /** @throws FencedOffException when the claim no longer holds */
    void announce(Claim claim, PipelineEvent event) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!runs.holds(claim.id(), claim.fence())) {
                throw new FencedOffException(claim.id());
            }
            outbox.append(origin.of(claim.id(), claim.trigger(), event));
        });
        failpoints.reach("announced");
        wakeUps.publish().raise();
    }

    /** Conclude: the run's new state and its events go in together, or, when the claim was lost, not at all. */
    void conclude(Claim claim, Conclusion conclusion) {
        Conclusion.Finished finished = switch (conclusion) {
            case Conclusion.Finished already -> already;
            case Conclusion.Postponed postponed -> {
                if (postpone(claim, postponed)) {
                    yield null;
                }
                yield givenUp(claim, postponed.reason());
            }
        };
        if (finished != null) {
            finish(claim, finished);
        }
    }

    /** Gives the run back as it is, because this process stops; not a failure of anything. */
    void handBack(Claim claim) {
        QuarkusTransaction.requiringNew()
                .run(() -> runs.postpone(claim.id(), claim.fence(), Duration.ZERO, 0, "the service was stopped"));
    }

    /** Lost its worker too often, without a word from the stage itself. */
    boolean isWornOut(Claim claim) {
        return retryPolicy.delayAfter(claim.failures(), 0).isEmpty();
    }

    Conclusion.Finished givenUp(Claim claim, String reason) {
        Failure failure = Failure.error(
                claim.stage().name().word(),
                "gave up after %d attempts; last: %s. An operator has to look.".formatted(claim.attempt(), reason));
        return new Conclusion.Finished(
                Outcome.ERROR, failure.reason(), List.of(claim.stage().failed(claim.event(), failure)));
    }

    private boolean postpone(Claim claim, Conclusion.Postponed postponed) {
        Optional<Duration> delay = retryPolicy.delayAfter(
                claim.failures() + 1, ThreadLocalRandom.current().nextDouble());
        if (delay.isEmpty()) {
            return false;
        }
        LOG.warnf("run=%s will be tried again in %s: %s", claim.id(), delay.get(), postponed.reason());
        boolean held = QuarkusTransaction.requiringNew()
                .call(() -> runs.postpone(claim.id(), claim.fence(), delay.get(), 1, postponed.reason()));
        if (held) {
            CompletableFuture.delayedExecutor(delay.get().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(wakeUps.work(claim.stage().name())::raise);
        } else {
            countLateFinish(claim);
        }
        return true;
    }

    private void finish(Claim claim, Conclusion.Finished finished) {
        boolean held = QuarkusTransaction.requiringNew().call(() -> {
            if (!runs.finish(claim.id(), claim.fence(), finished.outcome(), finished.reason())) {
                return false;
            }
            claim.stage().concluded(claim.event(), finished);
            finished.events().forEach(event -> outbox.append(origin.of(claim.id(), claim.trigger(), event)));
            failpoints.reach("concluding");
            return true;
        });
        if (held) {
            failpoints.reach("concluded");
            LOG.infof("finished %s run=%s outcome=%s", claim.stage().name().word(), claim.id(), finished.outcome());
            String outcome = finished.outcome().name();
            metrics.counter(
                            "slipway_runs_finished",
                            "stage",
                            claim.stage().name().word(),
                            "outcome",
                            outcome)
                    .increment();
            wakeUps.publish().raise();
            wakeUps.work(claim.stage().name()).raise();
        } else {
            countLateFinish(claim);
        }
    }

    private void countLateFinish(Claim claim) {
        LOG.warnf("run=%s was taken over; the result of attempt %d is dropped", claim.id(), claim.attempt());
        metrics.counter(
                        "slipway_late_finish_rejected",
                        "stage",
                        claim.stage().name().word())
                .increment();
    }
}
