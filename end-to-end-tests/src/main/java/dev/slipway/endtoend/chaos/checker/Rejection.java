package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;

/** A line in a part's log: it gave up a run that belongs to another attempt now. */
public record Rejection(String part, String run, Instant at) {}
