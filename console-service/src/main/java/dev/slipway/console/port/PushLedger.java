package dev.slipway.console.port;

import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Push;
import dev.slipway.events.EventId;
import java.util.Optional;

/**
 * The accepted pushes and the counter of each ref. All calls belong to the caller's transaction: two transactions that
 * accept pushes to the same ref, or the same push, run one after the other. An outage of the store comes out as an unchecked
 * exception that {@code Outages.isOutage} recognises.
 */
public interface PushLedger {

    /**
     * The answer that was given to this push before; empty for a new one. Holds up other transactions that ask for the same
     * id until this one ends.
     */
    Optional<Acceptance> find(EventId id);

    /**
     * The next position of the repository's ref, from 1 and without gaps: a transaction that is rolled back gives its
     * position back. Holds up other transactions that want a position of the same ref until this one ends.
     */
    long nextSequence(String repository, String ref);

    /** Keeps the push and the answer to it. The id must be new. */
    void keep(Push push, Acceptance answer);
}
