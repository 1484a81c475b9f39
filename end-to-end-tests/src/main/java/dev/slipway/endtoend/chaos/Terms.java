package dev.slipway.endtoend.chaos;

import java.time.Duration;
import java.util.Map;

/**
 * What a chaos run is asked for.
 *
 * @param faultTime how long parts are hit and pushes go on
 * @param pushEvery mean time between two pushes to one repository
 * @param outages part and how long it is kept down, in this order and instead of random faults; empty for those
 * @param engine whether the machine's Docker engine is restarted as well
 * @param replicas for {@code ./slipway up --scale}, e.g. {@code builder=2,tester=2}; empty for one of each
 * @param patience how long runs may take to end after the last fault
 */
public record Terms(
        long seed,
        Duration faultTime,
        Duration pushEvery,
        Map<String, Duration> outages,
        boolean engine,
        String replicas,
        Duration patience) {}
