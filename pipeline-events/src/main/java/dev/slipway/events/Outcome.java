package dev.slipway.events;

/** How a run ended. */
public enum Outcome {
    /** The stage did what it was asked to do. */
    SUCCESS,
    /** The user's code, file or test said no; never retried by itself. */
    FAILURE,
    /** Slipway or something it needs could not do its part, also after retries. */
    ERROR,
    /** A person ended it. */
    CANCELLED,
    /** A newer push to the same ref took its place. */
    SUPERSEDED
}
