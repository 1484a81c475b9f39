package dev.slipway.console;

import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.VersionName;
import dev.slipway.console.port.EventJournal;
import dev.slipway.console.port.PushLedger;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.RefDeleted;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.DerivedId;
import dev.slipway.runtime.Origin;
import dev.slipway.runtime.persistence.Outbox;
import java.util.Optional;

/**
 * Accepts a push: gives it its place in the order of its ref and says so to all services. Everything belongs to the caller's
 * transaction; nothing is true before its commit.
 */
public final class PushAcceptance {

    private final PushLedger ledger;
    private final EventJournal journal;
    private final Outbox outbox;
    private final Origin origin;
    private final Cancellation cancellation;

    public PushAcceptance(
            PushLedger ledger, EventJournal journal, Outbox outbox, Origin origin, Cancellation cancellation) {
        this.ledger = ledger;
        this.journal = journal;
        this.outbox = outbox;
        this.origin = origin;
        this.cancellation = cancellation;
    }

    /**
     * A push that is known already, under its id or because it was told in another way, gets the answer it got before, and
     * nothing else happens.
     */
    public Acceptance accept(Push push, Traceparent trace) {
        Optional<Acceptance> before = ledger.find(push.id());
        if (before.isPresent()) {
            return before.get();
        }
        String repository = push.repository();
        String ref = push.ref().value();
        ledger.lock(repository, ref);
        Optional<Acceptance> told = push.way().isReport() ? ledger.told(push) : Optional.empty();
        if (told.isPresent()) {
            return told.get();
        }
        long sequence = ledger.nextSequence(repository, ref);
        PipelineRun run = new PipelineRun(
                new PipelineRunId(DerivedId.of("pipeline-run", push.id().toString())),
                repository,
                ref,
                push.change().revision(),
                VersionName.of(push.ref(), sequence),
                sequence);
        Envelope<PipelineEvent> envelope = origin.first(push.id(), trace, event(push, run));
        Acceptance answer = new Acceptance(run.id(), sequence, run.version(), false);
        ledger.keep(push, answer);
        // Recorded here too, so that whoever got the answer can look at the run at once.
        journal.record(envelope);
        outbox.append(envelope);
        if (push.change() instanceof Push.Change.Deleted) {
            String why = "the deletion of " + ref + " by " + push.pusher();
            journal.waiting(repository, ref).forEach(waiting -> cancellation.request(waiting, why));
        }
        return answer;
    }

    private static PipelineEvent event(Push push, PipelineRun run) {
        return switch (push.change()) {
            case Push.Change.Moved moved -> new CommitPushed(run, push.way().trigger(), push.pusher(), moved.before());
            case Push.Change.Deleted deleted -> new RefDeleted(run, push.pusher());
        };
    }
}
