package dev.slipway.endtoend.chaos.checker;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What was promised for the time after a fault. */
final class FaultInvariants {

    /** A take-over is noticed at the next look at the tables. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * An attempt that another one took the run from while its process was paused.
     *
     * @param rejected whether the process said so once it went on
     * @param silenced killed before it could say anything
     */
    record LateFinish(Fault pause, Fault.Held held, boolean rejected, boolean silenced) {}

    private FaultInvariants() {}

    static List<LateFinish> lateFinishes(History history) {
        return history.faults().stream()
                .filter(fault -> fault.kind() == Fault.Kind.PAUSE)
                .flatMap(pause -> pause.held().stream()
                        .filter(held -> takenOver(history, pause, held))
                        .map(held ->
                                new LateFinish(pause, held, rejected(history, pause, held), silenced(history, pause))))
                .toList();
    }

    private static boolean takenOver(History history, Fault pause, Fault.Held held) {
        Instant latest = pause.ended().plus(LOOK);
        return history.claims().stream()
                .anyMatch(claim -> claim.run().equals(held.run())
                        && claim.fence() > held.fence()
                        && !claim.first().isAfter(latest));
    }

    private static boolean rejected(History history, Fault pause, Fault.Held held) {
        Instant earliest = pause.ended().minus(LOOK);
        return history.rejections().stream()
                .anyMatch(line -> line.part().equals(pause.part())
                        && line.run().equals(held.run())
                        && !line.at().isBefore(earliest));
    }

    private static boolean silenced(History history, Fault pause) {
        return history.faults().stream()
                .anyMatch(fault -> fault.kind() == Fault.Kind.KILL
                        && fault.part().equals(pause.part())
                        && !fault.begun().isBefore(pause.begun())
                        && fault.begun().isBefore(pause.ended().plusSeconds(15)));
    }

    static Stream<Violation> lateFinishesAreRejected(History history, Timeline timeline) {
        return lateFinishes(history).stream()
                .filter(late -> !late.rejected() && !late.silenced())
                .map(late -> new Violation(
                        Kind.LATE_FINISH,
                        "run " + late.held().run() + " with fence "
                                + late.held().fence(),
                        "%s was paused from %s to %s, another attempt took the run, and its log does not say that it gave up"
                                .formatted(
                                        late.pause().part(),
                                        late.pause().begun(),
                                        late.pause().ended())));
    }

    static Stream<Violation> partsComeBack(History history, Timeline timeline) {
        return history.faults().stream()
                .filter(fault -> fault.recovered() == null)
                .map(fault -> new Violation(
                        Kind.NOT_RECOVERED,
                        fault.part(),
                        "%s at %s while it held %s".formatted(fault.kind(), fault.begun(), fault.held())));
    }
}
