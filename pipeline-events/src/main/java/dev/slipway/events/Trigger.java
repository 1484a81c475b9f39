package dev.slipway.events;

/** What set a pipeline run in motion. */
public enum Trigger {
    PUSH,
    MANUAL
}
