package dev.slipway.pipelinefile;

import java.time.Duration;

/**
 * How replicas are replaced.
 *
 * @param batch replicas replaced at a time, at least 1
 * @param interval pause between two batches, may be zero
 */
public record RolloutPlan(Strategy strategy, int batch, Duration interval, Order order) {

    public enum Strategy {
        ROLLING
    }

    /** Whether the new replica starts before the old one stops. */
    public enum Order {
        START_FIRST,
        STOP_FIRST
    }
}
