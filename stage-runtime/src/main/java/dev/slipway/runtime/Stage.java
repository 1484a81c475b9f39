package dev.slipway.runtime;

import dev.slipway.events.Failure;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a service does with one kind of event. Implemented by a bean in the service's {@code inbound} package that calls
 * the service's procedure; the runtime calls it, one thread per run.
 *
 * @param <E> the event that starts a run
 */
public interface Stage<E extends PipelineEvent> {

    StageName name();

    /** The event that starts a run of this stage. */
    Class<E> trigger();

    /** Which other runs this one has to do with. */
    Lane lane(E trigger);

    /** Events that go out in the accepting transaction, e.g. that the run is queued. */
    default List<PipelineEvent> accepted(E trigger) {
        return List.of();
    }

    /**
     * Does the work of one attempt. May run again after a crash, and, when this process was paused for longer than its
     * lease, even beside a newer attempt: every effect must be looked up and adopted before it is made. Anything thrown
     * counts as an infrastructure failure and leads to another attempt while the retry policy allows it.
     *
     * @throws InterruptedException when the lease was lost, the run was cancelled or the service stops: leave everything
     *     as it is, at once
     */
    Conclusion work(RunInProgress<E> run) throws InterruptedException;

    /** The event that ends a run which this stage could not finish itself, e.g. after too many attempts. */
    PipelineEvent failed(E trigger, Failure failure);

    /** Runs inside the concluding transaction, after the fence was checked; for tables of the service's own. */
    default void concluded(E trigger, Conclusion.Finished conclusion) {}

    /**
     * Removes what a run may have left behind: containers, networks, folders. Called after a cancelled run; idempotent,
     * and harmless when there is nothing.
     */
    default void discard(RunId run) {}

    /**
     * Compares what exists with what should, in both directions, and mends it. Called at start and then periodically.
     *
     * @param live tells which runs are not over yet; what belongs to one of them must not be touched
     */
    default void reconcile(Predicate<RunId> live) {}
}
