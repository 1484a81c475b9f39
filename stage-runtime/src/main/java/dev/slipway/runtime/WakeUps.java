package dev.slipway.runtime;

import dev.slipway.events.StageName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the worker and the relay of this process that a commit left something for them to do. */
@ApplicationScoped
public class WakeUps {

    private final Map<StageName, Signal> work = new ConcurrentHashMap<>();
    private final Signal publish = new Signal();
    private final Signal leases = new Signal();

    /** Raised when a run of the stage may be due; one loop waits for it. */
    public Signal work(StageName stage) {
        return work.computeIfAbsent(stage, any -> new Signal());
    }

    /** A run may be due, of whichever stage. */
    public void anyWork() {
        work.values().forEach(Signal::raise);
    }

    /** Raised when a run at work may have been cancelled. */
    public Signal leases() {
        return leases;
    }

    /** Raised when an event waits in the outbox. */
    public Signal publish() {
        return publish;
    }
}
