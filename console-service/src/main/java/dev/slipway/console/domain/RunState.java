package dev.slipway.console.domain;

import dev.slipway.events.Failure;
import java.util.Locale;

/** Where a pipeline run, or one stage of it, is. */
public enum RunState {
    WAITING,
    RUNNING,
    SUCCEEDED,
    /** Theirs to correct. */
    FAILED,
    /** Ours to correct. */
    ERROR,
    CANCELLED,
    SUPERSEDED,
    /** A stage that had nothing to do, e.g. because no environment follows the ref. */
    SKIPPED;

    static RunState of(Failure failure) {
        return switch (failure.outcome()) {
            case SUCCESS -> SUCCEEDED;
            case FAILURE -> FAILED;
            case ERROR -> ERROR;
            case CANCELLED -> CANCELLED;
            case SUPERSEDED -> SUPERSEDED;
        };
    }

    /** Whether nothing more is expected. */
    public boolean isOver() {
        return this != WAITING && this != RUNNING;
    }

    /** Whether the run ends here, short of its goal. */
    boolean isBad() {
        return this == FAILED || this == ERROR || this == CANCELLED || this == SUPERSEDED;
    }

    /** The lower-case word used in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
