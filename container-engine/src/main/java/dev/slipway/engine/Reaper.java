package dev.slipway.engine;

import dev.slipway.engine.EngineObject.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Removes what a stage of this installation left behind: containers first, then networks, then volumes. A thing goes
 * when
 *
 * <table>
 *   <caption>the first row that fits decides</caption>
 *   <tr><th>its label</th><th>says</th><th>it is</th></tr>
 *   <tr><td>slipway.expires</td><td>a time that has passed</td><td>removed</td></tr>
 *   <tr><td>slipway.run</td><td>absent</td><td>kept</td></tr>
 *   <tr><td>—</td><td>made less than the grace period ago</td><td>kept</td></tr>
 *   <tr><td>slipway.run</td><td>a live run</td><td>kept</td></tr>
 *   <tr><td>slipway.run</td><td>any other run</td><td>removed</td></tr>
 * </table>
 *
 * The grace period must be longer than two leases: a run may make its container just before it is recorded as live.
 */
public final class Reaper {

    private static final Logger LOG = Logger.getLogger(Reaper.class);

    private final ContainerEngine engine;
    private final String instance;
    private final String stage;
    private final Duration grace;
    private final Clock clock;

    public Reaper(ContainerEngine engine, String instance, String stage, Duration grace, Clock clock) {
        this.engine = engine;
        this.instance = instance;
        this.stage = stage;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * One round. Call it at start and from time to time; rounds may overlap.
     *
     * @param isLive whether the run with this id may still need its things. What it throws ends the round and is thrown
     *     on, so that an unknown answer never removes anything
     * @return what was removed; a thing that could not be removed is logged and left for the next round
     * @throws ContainerEngineException when the engine cannot be asked what there is
     */
    public List<EngineObject> sweep(Predicate<String> isLive) {
        List<EngineObject> removed = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (EngineObject found : engine.find(kind, Map.of(Labels.INSTANCE, instance, Labels.STAGE, stage))) {
                if (isLeftBehind(found, isLive) && remove(found)) {
                    removed.add(found);
                }
            }
        }
        return List.copyOf(removed);
    }

    private boolean isLeftBehind(EngineObject object, Predicate<String> isLive) {
        Instant now = clock.instant();
        String expires = object.labels().get(Labels.EXPIRES);
        if (expires != null && hasPassed(expires, now)) {
            return true;
        }
        String run = object.labels().get(Labels.RUN);
        return run != null && object.createdAt().plus(grace).isBefore(now) && !isLive.test(run);
    }

    private static boolean hasPassed(String expires, Instant now) {
        try {
            return Instant.parse(expires).isBefore(now);
        } catch (DateTimeException e) {
            // not written by us: what we cannot read we do not act on
            return false;
        }
    }

    private boolean remove(EngineObject object) {
        try {
            engine.remove(object);
            return true;
        } catch (ContainerEngineException e) {
            LOG.warnf("left for the next sweep: %s", e.getMessage());
            return false;
        }
    }
}
