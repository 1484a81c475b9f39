package dev.slipway.endtoend.chaos.checker;

import java.util.List;
import java.util.Set;

/**
 * Everything that was seen of one run, each part by an observer of its own.
 *
 * @param pushes what git and the hooks accepted
 * @param events every record of every topic, in the order of each partition
 * @param deadLetters places of records on dead-letter topics
 * @param stageRuns every row of every service
 * @param unsent events in outboxes that were not sent
 * @param claims who held which run when
 * @param faults what was done to which part
 * @param rejections late finishes that a part says it dropped
 * @param engine what is left on the engine
 * @param environments what serves
 * @param zoneBefore records of the zone before the first push, as {@code name type value}
 * @param zoneAfter the same at the end
 */
public record History(
        List<Push> pushes,
        List<Event> events,
        List<String> deadLetters,
        List<StageRun> stageRuns,
        List<String> unsent,
        List<Claim> claims,
        List<Fault> faults,
        List<Rejection> rejections,
        List<EngineObject> engine,
        List<Environment> environments,
        Set<String> zoneBefore,
        Set<String> zoneAfter,
        HttpLoad load) {}
