package dev.slipway.console;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.Retry;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.StageName;
import dev.slipway.runtime.DerivedId;
import dev.slipway.runtime.Origin;
import dev.slipway.runtime.persistence.Outbox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a stage done again with the input it had, as part of the same pipeline run: the service that keeps the recorded event
 * takes it in once more. Belongs to the caller's transaction.
 */
public final class StageRetry {

    private final EventJournal journal;
    private final Outbox outbox;
    private final Origin origin;
    private final ArtifactStore store;

    public StageRetry(EventJournal journal, Outbox outbox, Origin origin, ArtifactStore store) {
        this.journal = journal;
        this.outbox = outbox;
        this.origin = origin;
        this.store = store;
    }

    /**
     * Asking twice before the stage has begun is asking once.
     *
     * @param stage absent for the one at which the run ended badly
     * @return what was asked for, or why it was not; empty when no such run is known
     */
    public Optional<Retry> retry(PipelineRunId run, @Nullable StageName stage, String by) {
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(run);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (Retry.of(events, stage)) {
                    case Retry.Refused refused -> refused;
                    case Retry.Possible possible -> ask(events, possible, by);
                });
    }

    private Retry ask(List<Envelope<? extends PipelineEvent>> events, Retry.Possible possible, String by) {
        Optional<Digest> gone = possible.again().stream()
                .flatMap(input -> input.archives().stream())
                .filter(digest -> !store.has(digest))
                .findFirst();
        if (gone.isPresent()) {
            return new Retry.Refused("The input of this stage was wanted, and archive " + gone.get()
                    + " is no longer kept. Start a new run of the same revision.");
        }
        possible.again().forEach(input -> ask(events, input, by));
        return possible;
    }

    private void ask(List<Envelope<? extends PipelineEvent>> events, Retry.Input input, String by) {
        EventId trigger = input.trigger().id();
        long before = events.stream()
                .filter(envelope -> envelope.event() instanceof RetryRequested earlier
                        && earlier.trigger().equals(trigger))
                .count();
        EventId id = new EventId(DerivedId.of("retry", trigger.toString(), Long.toString(before)));
        RetryRequested wish = new RetryRequested(input.trigger().event().pipelineRun(), input.stage(), trigger, by);
        Envelope<RetryRequested> envelope = origin.after(id, input.trigger(), wish);
        journal.record(envelope);
        outbox.append(envelope);
    }
}
