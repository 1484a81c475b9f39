package dev.slipway.builder.port;

import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;

/** Remembers how far the output of a run's container went into the run's log, beyond the life of this process. */
public interface LogBookmarks {

    /** Where to continue; {@link LogPosition#BEGINNING} when nothing was kept. */
    LogPosition of(RunId run);

    /** Replaces the run's bookmark. Everything before {@code position} must already be stored in the log. */
    void keep(RunId run, LogPosition position);

    /** Forgets the run. Idempotent. */
    void forget(RunId run);
}
