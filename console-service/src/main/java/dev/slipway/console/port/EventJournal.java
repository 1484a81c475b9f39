package dev.slipway.console.port;

import dev.slipway.console.domain.StoredRun;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import java.util.List;

/**
 * Every event that was ever seen, once. Writing is part of the caller's transaction; reading needs none. All calls may run
 * concurrently. An outage of the store comes out as an unchecked exception that {@code Outages.isOutage} recognises.
 */
public interface EventJournal {

    /** Keeps the event. Idempotent: an event id that is known already changes nothing. */
    void record(Envelope<? extends PipelineEvent> envelope);

    /** All events of a run in the order they were recorded; empty when the run is not known. */
    List<Envelope<? extends PipelineEvent>> eventsOf(PipelineRunId run);

    /** The pushes of a ref that no service has begun to work on, nor ended: the event that each run began with. */
    List<Envelope<? extends PipelineEvent>> waiting(String repository, String ref);

    /**
     * The events of the runs that began last, newest run first.
     *
     * @param limit runs, not events; at least 1
     */
    List<List<Envelope<? extends PipelineEvent>>> latestRuns(int limit);

    /**
     * The latest deployment of each component, the latest word on each load balancer, and the record sets that came of it,
     * also after a retry, oldest first.
     */
    List<Envelope<? extends PipelineEvent>> latestPerEnvironment();

    /** Every run of which an event names a digest, oldest first. */
    List<StoredRun> storedRuns();
}
