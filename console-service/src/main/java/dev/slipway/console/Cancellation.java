package dev.slipway.console;

import dev.slipway.console.port.EventJournal;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.runtime.DerivedId;
import dev.slipway.runtime.Origin;
import dev.slipway.runtime.persistence.Outbox;

/** Says to all services that somebody wants a pipeline run to end. Belongs to the caller's transaction. */
public final class Cancellation {

    private final EventJournal journal;
    private final Outbox outbox;
    private final Origin origin;

    public Cancellation(EventJournal journal, Outbox outbox, Origin origin) {
        this.journal = journal;
        this.outbox = outbox;
        this.origin = origin;
    }

    /**
     * Asking twice is asking once.
     *
     * @param first the event that the pipeline run began with
     * @param by who wants it, or what
     */
    public void request(Envelope<? extends PipelineEvent> first, String by) {
        PipelineRun run = first.event().pipelineRun();
        EventId id = new EventId(DerivedId.of("cancel", run.id().toString()));
        Envelope<CancellationRequested> wish =
                origin.first(id, first.trace().next(id), new CancellationRequested(run, by));
        journal.record(wish);
        outbox.append(wish);
    }
}
