package dev.slipway.console.port;

import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Push;
import dev.slipway.events.EventId;
import java.util.Map;
import java.util.Optional;

/**
 * The accepted pushes, the counter of each ref, and where each ref is known to stand. All calls belong to the caller's
 * transaction: two transactions that accept pushes to the same ref, or the same push, run one after the other. An outage of
 * the store comes out as an unchecked exception that {@code Outages.isOutage} recognises.
 */
public interface PushLedger {

    /**
     * The answer that was given to this push before; empty for a new one. Holds up other transactions that ask for the same
     * id until this one ends.
     */
    Optional<Acceptance> find(EventId id);

    /** Holds up other transactions that lock the same ref until this one ends. */
    void lock(String repository, String ref);

    /**
     * The answer that was given when this push was told under another id; empty for news. Only for a ref that is locked.
     *
     * <p>The same id is not to be had from a hook, a forge and a look at the refs, and the same move of a ref can be made
     * twice (A→B→A→B). So a report is matched with an accepted push of the last day that its way has not told yet:
     *
     * <ul>
     *   <li>it is that push when it moves the ref between the same two points;
     *   <li>it is part of that push when a look found it, nothing newer is known, and the report begins where its way left
     *       off: a look sees where a ref stands, not the steps that led there;
     *   <li>a webhook that tells again what webhooks told already is news only if the ref was moved back since: of some
     *       forges the delivery's id is not signed, so that anybody could send an old delivery under a new one.
     * </ul>
     *
     * <p>What was matched is remembered: the same way can not tell it twice.
     */
    Optional<Acceptance> told(Push push);

    /**
     * The next position of the repository's ref, from 1 and without gaps: a transaction that is rolled back gives its
     * position back. Holds up other transactions that want a position of the same ref until this one ends.
     */
    long nextSequence(String repository, String ref);

    /** Keeps the push and the answer to it; the ref stands where a push moved it. The id must be new. */
    void keep(Push push, Acceptance answer);

    /**
     * Where the refs of a repository are known to stand: full name to object id, without those that are gone. Empty for a
     * repository of which nothing is known.
     */
    Map<String, String> standing(String repository);

    /** Where one ref is known to stand. */
    Optional<String> standing(String repository, String ref);

    /** Remembers where a ref stands without a push; what is known of it already is left as it is. */
    void remember(String repository, String ref, String target);
}
