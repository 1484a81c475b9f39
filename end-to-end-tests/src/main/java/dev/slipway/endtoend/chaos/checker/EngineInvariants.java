package dev.slipway.endtoend.chaos.checker;

import static java.util.stream.Collectors.toSet;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.Set;
import java.util.stream.Stream;

/** What was promised to whoever owns the container engine. */
final class EngineInvariants {

    private EngineInvariants() {}

    static Stream<Violation> nothingIsLeft(History history, Timeline timeline) {
        Set<String> live = history.stageRuns().stream()
                .filter(run -> !run.over())
                .map(StageRun::id)
                .collect(toSet());
        return history.engine().stream()
                .filter(object -> object.run() != null && !live.contains(object.run()))
                .map(object -> new Violation(
                        Kind.ORPHAN, object.kind() + " " + object.name(), "its run " + object.run() + " is over"));
    }
}
