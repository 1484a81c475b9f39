package dev.slipway.engine;

import java.time.Instant;

/**
 * Answer of a living engine.
 *
 * @param version of the engine, such as {@code 27.5.1}
 * @param time the engine's clock
 */
public record EngineStatus(String version, Instant time, int cpus, long memoryBytes) {}
