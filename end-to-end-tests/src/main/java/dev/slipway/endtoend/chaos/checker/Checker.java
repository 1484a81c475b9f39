package dev.slipway.endtoend.chaos.checker;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.List;
import java.util.Set;

/** Holds a history against every promise. Pure: the same history always gives the same answer. */
public final class Checker {

    private static final List<Invariant> INVARIANTS = List.of(
            PushInvariants::everyPushIsTakenInOnce,
            PushInvariants::everyRunEndsOnce,
            PushInvariants::goodCommitsDoNotFail,
            EventInvariants::aFactIsOneEvent,
            EventInvariants::anEventIsSentAndUnderstood,
            EventInvariants::stagesFollowEachOther,
            ImageInvariants::oneDigestPerCommit,
            ImageInvariants::onlyTestedImagesAreDeployed,
            EnvironmentInvariants::newestGoodCommitServes,
            EnvironmentInvariants::neverBackwards,
            EnvironmentInvariants::oneRolloutAtATime,
            EnvironmentInvariants::zoneFollowsLoadBalancers,
            EngineInvariants::nothingIsLeft,
            FaultInvariants::lateFinishesAreRejected,
            FaultInvariants::partsComeBack);

    /** What time may mend. */
    private static final Set<Kind> MENDING =
            Set.of(Kind.LOST, Kind.STUCK, Kind.UNSENT, Kind.ORPHAN, Kind.NOT_NEWEST, Kind.ZONE, Kind.NOT_RECOVERED);

    private Checker() {}

    public static List<Violation> check(History history) {
        Timeline timeline = new Timeline(history.events());
        return INVARIANTS.stream()
                .flatMap(invariant -> invariant.broken(history, timeline))
                .toList();
    }

    /** What has not come to its end yet; empty when there is nothing more to wait for. */
    public static List<Violation> unsettled(History history) {
        return check(history).stream()
                .filter(violation -> MENDING.contains(violation.kind()))
                .toList();
    }
}
