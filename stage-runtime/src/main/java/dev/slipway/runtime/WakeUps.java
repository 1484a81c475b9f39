package dev.slipway.runtime;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells the worker and the relay of this process that a commit left something for them to do. */
@ApplicationScoped
public class WakeUps {

    private final Signal work = new Signal();
    private final Signal publish = new Signal();
    private final Signal leases = new Signal();

    /** Raised when a run may be due. */
    public Signal work() {
        return work;
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
