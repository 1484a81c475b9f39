package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.chaos.checker.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which part is hit when, and how. Pure: the same seed, parts and length give the same plan. */
final class FaultPlan {

    static final String ENGINE = "engine";

    private static final List<String> FOUNDATIONS = List.of("postgresql", "kafka", "registry", "dns", ENGINE);
    private static final int SHORTEST_GAP = 2_000;
    private static final int LONGEST_GAP = 9_000;
    /** Time for a part to be up again before it is hit once more. */
    private static final Duration REST = Duration.ofSeconds(12);

    /** Between two outages that were asked for. */
    private static final Duration BREATH = Duration.ofSeconds(30);

    private final Random random;
    private final List<String> parts;
    private final Duration lease;
    private final Map<String, Duration> busyUntil = new HashMap<>();
    private Duration restartUntil = Duration.ZERO;

    private FaultPlan(long seed, List<String> parts, Duration lease) {
        this.random = new Random(seed);
        this.parts = parts;
        this.lease = lease;
    }

    /**
     * @param parts names of what may be hit; a service counts as often as it is named
     * @param lease pauses are shorter or longer than it
     */
    static List<PlannedFault> of(long seed, Duration length, List<String> parts, Duration lease) {
        return new FaultPlan(seed, parts, lease).until(length);
    }

    /** These and no others, one after the other. */
    static List<PlannedFault> of(Map<String, Duration> outages) {
        List<PlannedFault> plan = new ArrayList<>();
        Duration now = BREATH;
        for (Map.Entry<String, Duration> outage : outages.entrySet()) {
            plan.add(new PlannedFault(now, outage.getKey(), Kind.RESTART, outage.getValue()));
            now = now.plus(outage.getValue()).plus(BREATH);
        }
        return plan;
    }

    /** How long these take, with a breath after each. */
    static Duration length(Map<String, Duration> outages) {
        return outages.values().stream().map(BREATH::plus).reduce(BREATH, Duration::plus);
    }

    private List<PlannedFault> until(Duration length) {
        List<PlannedFault> plan = new ArrayList<>();
        Duration now = Duration.ZERO;
        while (true) {
            now = now.plusMillis(between(SHORTEST_GAP, LONGEST_GAP));
            if (now.compareTo(length) >= 0) {
                return plan;
            }
            PlannedFault fault = next(now);
            if (free(fault)) {
                plan.add(fault);
                busyUntil.put(fault.part(), fault.end().plus(REST));
                if (fault.kind() == Kind.RESTART) {
                    restartUntil = fault.end().plus(REST);
                }
            }
        }
    }

    private boolean free(PlannedFault fault) {
        // One thing kept down at a time: two at once would only look like the longer one.
        return busyUntil.getOrDefault(fault.part(), Duration.ZERO).compareTo(fault.at()) <= 0
                && (fault.kind() != Kind.RESTART || restartUntil.compareTo(fault.at()) <= 0);
    }

    private PlannedFault next(Duration now) {
        String part = parts.get(random.nextInt(parts.size()));
        int dice = random.nextInt(100);
        if (part.equals(ENGINE)) {
            return new PlannedFault(now, part, Kind.RESTART, Duration.ofSeconds(3));
        }
        if (FOUNDATIONS.contains(part)) {
            return dice < 40
                    ? new PlannedFault(now, part, Kind.KILL, Duration.ZERO)
                    : new PlannedFault(now, part, dice < 65 ? Kind.PAUSE : Kind.RESTART, seconds(2, 15));
        }
        // What hits a service at work tells more than what hits an idle one.
        if (dice < 60) {
            return new PlannedFault(now, part, Kind.KILL, Duration.ZERO, dice < 40);
        }
        return dice < 75
                ? new PlannedFault(now, part, Kind.PAUSE, seconds(2, 8))
                : new PlannedFault(now, part, Kind.PAUSE, pastTheLease(), true);
    }

    private Duration pastTheLease() {
        return lease.plus(seconds(3, 10));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(between(1000 * least, 1000 * most));
    }

    private long between(int least, int most) {
        return least + (long) random.nextInt(most - least);
    }
}
