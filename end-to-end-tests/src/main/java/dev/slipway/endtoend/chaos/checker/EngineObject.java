package dev.slipway.endtoend.chaos.checker;

import org.jspecify.annotations.Nullable;

/**
 * Something on the container engine that carries the suite's label.
 *
 * @param kind container, network or volume
 * @param run the stage's run it was made for; absent for what outlives runs
 */
public record EngineObject(
        String kind, String name, @Nullable String run) {}
