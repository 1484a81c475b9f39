package dev.slipway.runtime;

import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.steplog.StepLog;

/**
 * One attempt of a run, as the stage sees it.
 *
 * @param <E> the event that started the run
 */
public interface RunInProgress<E extends PipelineEvent> {

    RunId id();

    /** 1 for the first attempt. */
    int attempt();

    Envelope<E> trigger();

    default E event() {
        return trigger().event();
    }

    default PipelineRun pipelineRun() {
        return trigger().event().pipelineRun();
    }

    /** The user's log of this run; every attempt continues it. */
    StepLog log();

    /**
     * Publishes progress. The same kind of event with the same content is published once per run, whatever the number of
     * attempts.
     *
     * @throws FencedOffException when another attempt has taken over; nothing was published
     */
    void announce(PipelineEvent event);
}
