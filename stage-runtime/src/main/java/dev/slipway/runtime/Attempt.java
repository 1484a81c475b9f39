package dev.slipway.runtime;

import dev.slipway.events.Cancelled;
import dev.slipway.events.Envelope;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.Superseded;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.persistence.RunLogs;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One thread's work on one claim: from claim to conclusion, with everything that can end it early. */
final class Attempt implements Runnable {

    /** Why an attempt was told to stop before its stage was done. */
    enum Halt {
        /** Another attempt owns the run now, or might: say nothing more. */
        FENCED,
        CANCELLED,
        /** This process stops: give the run back. */
        STOPPING
    }

    private static final Logger LOG = Logger.getLogger(Attempt.class);

    private final Claim claim;
    private final RunLedger ledger;
    private final RunLogs logs;
    private final Failpoints failpoints;
    private final AtomicReference<@Nullable Halt> halt = new AtomicReference<>();
    private @Nullable Thread worker;
    private volatile long renewedAt = System.nanoTime();

    Attempt(Claim claim, RunLedger ledger, RunLogs logs, Failpoints failpoints) {
        this.claim = claim;
        this.ledger = ledger;
        this.logs = logs;
        this.failpoints = failpoints;
    }

    @Override
    public void run() {
        become(Thread.currentThread());
        MDC.put("runId", claim.id().toString());
        MDC.put("pipelineRunId", claim.event().pipelineRun().id().toString());
        failpoints.follow(claim.event().pipelineRun());
        try {
            Conclusion conclusion = beforeWork().orElse(null);
            if (conclusion == null) {
                conclusion = work();
            }
            concludeUnlessHalted(conclusion);
        } finally {
            become(null);
            failpoints.follow(null);
            MDC.clear();
        }
    }

    /** Keeps the lease, and notices when somebody wants the run to end. Called from outside, at a third of the lease. */
    void renew(Duration lease) {
        long sentAt = System.nanoTime();
        try {
            if (!ledger.renew(claim)) {
                halt(Halt.FENCED);
                return;
            }
            renewedAt = sentAt;
            ledger.cancelledBy(claim).ifPresent(by -> halt(Halt.CANCELLED));
        } catch (RuntimeException e) {
            LOG.warnf("run=%s could not renew its lease: %s", claim.id(), Outages.summary(e));
            // By our own clock the lease may be over: stop acting before somebody else starts.
            if (System.nanoTime() - renewedAt
                    > lease.multipliedBy(3).dividedBy(4).toNanos()) {
                halt(Halt.FENCED);
            }
        }
    }

    synchronized void halt(Halt why) {
        if (halt.compareAndSet(null, why) && worker != null) {
            worker.interrupt();
        }
    }

    private synchronized void become(@Nullable Thread thread) {
        worker = thread;
    }

    /** From here on the thread belongs to the conclusion: a late interrupt must not reach its transaction. */
    private synchronized boolean leaveWork() {
        worker = null;
        return Thread.interrupted();
    }

    /** What is clear from the claim alone; nothing when the stage has to work. */
    Optional<Conclusion> beforeWork() {
        if (claim.cancelledBy() != null) {
            return Optional.of(cancelled(claim.cancelledBy()));
        }
        if (claim.supersededBy() != null) {
            PipelineEvent ended =
                    new Superseded(claim.event().pipelineRun(), claim.stage().name(), claim.supersededBy());
            return Optional.of(new Conclusion.Finished(
                    Outcome.SUPERSEDED, "push " + claim.supersededBy() + " is newer", List.of(ended)));
        }
        if (ledger.isWornOut(claim)) {
            return Optional.of(ledger.givenUp(claim, "the worker was lost each time"));
        }
        return Optional.empty();
    }

    private @Nullable Conclusion work() {
        try {
            failpoints.reach("claimed");
            return loggedWork();
        } catch (RuntimeException e) {
            return postponed(e);
        } finally {
            if (leaveWork()) {
                LOG.debugf("run=%s was interrupted", claim.id());
            }
        }
    }

    private @Nullable Conclusion loggedWork() {
        try (StepLog log = new StepLog(this::keep, SecretMask.NONE, Clock.systemUTC())) {
            return work(log);
        }
    }

    private @Nullable Conclusion work(StepLog log) {
        try {
            Conclusion conclusion = claim.stage().work(new Running(log));
            failpoints.reach("worked");
            return conclusion;
        } catch (InterruptedException | FencedOffException e) {
            return null;
        } catch (RuntimeException e) {
            Conclusion conclusion = postponed(e);
            if (conclusion != null) {
                log.say("attempt %d could not be finished: %s".formatted(claim.attempt(), Outages.summary(e)));
            }
            return conclusion;
        }
    }

    /** Once told to stop, every failure is fallout of that; otherwise another attempt is worth making. */
    private @Nullable Conclusion postponed(RuntimeException e) {
        if (halt.get() != null) {
            return null;
        }
        LOG.warnf(e, "attempt %d of run=%s failed", (Object) claim.attempt(), claim.id());
        return Conclusion.postponed(Outages.summary(e));
    }

    /** The last word of this attempt, as its conclusion says, or as whoever told it to stop wants it. */
    void concludeUnlessHalted(@Nullable Conclusion conclusion) {
        Halt why = halt.get();
        try {
            if (why == Halt.CANCELLED) {
                ledger.conclude(claim, cancelled(ledger.cancelledBy(claim).orElse("unknown")));
            } else if (why == null && conclusion != null) {
                ledger.conclude(claim, conclusion);
            } else if (why == Halt.STOPPING) {
                ledger.handBack(claim);
            } else {
                LOG.infof("run=%s goes on elsewhere", claim.id());
            }
        } catch (RuntimeException e) {
            // Not concluded: the lease runs out and the next attempt adopts what this one made.
            LOG.warnf("run=%s could not be concluded now: %s", claim.id(), Outages.summary(e));
        }
    }

    private Conclusion cancelled(String by) {
        claim.stage().discard(claim.id());
        failpoints.reach("discarded");
        PipelineEvent ended =
                new Cancelled(claim.event().pipelineRun(), claim.stage().name(), by);
        return new Conclusion.Finished(Outcome.CANCELLED, "cancelled by " + by, List.of(ended));
    }

    private void keep(List<LogLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        logs.append(claim.id(), claim.event().pipelineRun().id(), claim.stage().name(), text.toString());
    }

    /** The stage's view of this attempt. */
    private final class Running implements RunInProgress<PipelineEvent> {

        private final StepLog log;

        Running(StepLog log) {
            this.log = log;
        }

        @Override
        public RunId id() {
            return claim.id();
        }

        @Override
        public int attempt() {
            return claim.attempt();
        }

        @Override
        public Envelope<PipelineEvent> trigger() {
            return claim.trigger();
        }

        @Override
        public StepLog log() {
            return log;
        }

        @Override
        public void announce(PipelineEvent event) {
            ledger.announce(claim, event);
        }
    }
}
