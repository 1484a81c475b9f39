package dev.slipway.engine;

/** Where a container stands. It only moves forward; a container that has exited is never started again. */
public enum ContainerState {
    CREATED,
    RUNNING,
    EXITED
}
