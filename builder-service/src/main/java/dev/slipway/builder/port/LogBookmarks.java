package dev.slipway.builder.port;

import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;

/**
 * Remembers how far the output of a component's container went into the run's log, beyond the life of this process.
 */
public interface LogBookmarks {

    /** Where to continue; {@link LogPosition#BEGINNING} when nothing was kept. */
    LogPosition of(RunId run, String component);

    /** Replaces the bookmark. Everything before {@code position} must already be stored in the log. */
    void keep(RunId run, String component, LogPosition position);

    /** Forgets one component of the run. Idempotent. */
    void forget(RunId run, String component);

    /** Forgets the run. Idempotent. */
    void forget(RunId run);
}
