package dev.slipway.console.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRunId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of the artifact store is needed.
 *
 * <table>
 * <caption>Rules, each enough by itself</caption>
 * <tr><td>the run's last event is younger than {@code age}</td><td>everything</td></tr>
 * <tr><td>it is one of the last {@code count} builds of a component on its ref</td><td>everything</td></tr>
 * <tr><td>it is what an environment runs now</td><td>everything</td></tr>
 * <tr><td>it is not over</td><td>everything</td></tr>
 * <tr><td>it was published</td><td>its sources: a version can be deployed and rolled back to for ever</td></tr>
 * </table>
 */
public record ArtifactRetention(Duration age, int count) {

    private static final Duration SHORTEST = Duration.ofDays(1);

    public ArtifactRetention {
        if (age.compareTo(SHORTEST) < 0 || count < 1) {
            throw new IllegalArgumentException("slipway.console.artifacts: wanted a keep-age of at least one day and a"
                    + " keep-count of at least 1, found " + age + " and " + count);
        }
    }

    /**
     * @param runs oldest first
     * @param deployed the runs that environments run now
     * @param underWay asked for the runs only that no other rule keeps
     */
    public Set<Digest> needed(
            List<StoredRun> runs, Set<PipelineRunId> deployed, Predicate<PipelineRunId> underWay, Instant now) {
        Set<Digest> needed = new HashSet<>();
        Map<List<String>, Integer> newer = new HashMap<>();
        for (StoredRun run : runs.reversed()) {
            boolean amongTheLast = isAmongTheLast(run, newer);
            if (amongTheLast
                    || run.lastEvent().isAfter(now.minus(age))
                    || deployed.contains(run.run())
                    || underWay.test(run.run())) {
                needed.addAll(run.digests());
            } else if (run.published()) {
                needed.addAll(run.sources());
            }
        }
        return needed;
    }

    /** @param newer how many newer builds there are, by repository, ref and component */
    private boolean isAmongTheLast(StoredRun run, Map<List<String>, Integer> newer) {
        boolean last = false;
        for (String component : run.components()) {
            int builds = newer.merge(List.of(run.repository(), run.ref(), component), 1, Integer::sum);
            last |= builds <= count;
        }
        return last;
    }
}
