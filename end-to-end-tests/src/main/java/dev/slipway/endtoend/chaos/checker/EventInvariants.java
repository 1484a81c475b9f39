package dev.slipway.endtoend.chaos.checker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What was promised to those who read the topics. */
final class EventInvariants {

    /** A fact that must have been told before this one could be, by type. */
    private static final Map<String, Set<String>> AFTER = Map.ofEntries(
            Map.entry("build.queued", Set.of("commit.pushed")),
            Map.entry("build.started", Set.of("commit.pushed")),
            Map.entry("artifact.built", Set.of("commit.pushed")),
            Map.entry("build.failed", Set.of("commit.pushed")),
            Map.entry("packaging.started", Set.of("artifact.built")),
            Map.entry("image.built", Set.of("artifact.built")),
            Map.entry("packaging.failed", Set.of("artifact.built")),
            Map.entry("tests.started", Set.of("image.built")),
            Map.entry("tests.passed", Set.of("image.built")),
            Map.entry("tests.failed", Set.of("image.built")),
            Map.entry("image.published", Set.of("tests.passed")),
            Map.entry("publication.failed", Set.of("tests.passed")),
            Map.entry("deployment.requested", Set.of("image.published")),
            Map.entry("deployment.skipped", Set.of("image.published")),
            Map.entry("deployment.started", Set.of("deployment.requested")),
            Map.entry("rollout.progressed", Set.of("deployment.requested")),
            Map.entry("stack.deployed", Set.of("deployment.requested")),
            Map.entry("stack.rolled-back", Set.of("deployment.requested")),
            Map.entry("deployment.failed", Set.of("deployment.requested", "image.published")),
            Map.entry("load-balancer.started", Set.of("deployment.requested")),
            Map.entry("record-sets.planned", Set.of("load-balancer.started")),
            Map.entry("record-sets.changed", Set.of("load-balancer.started")),
            Map.entry("record-sets.failed", Set.of("load-balancer.started")));

    /** Told as often as there is something to tell. */
    private static final Set<String> REPEATED = Set.of("rollout.progressed", "record-sets.planned");

    private EventInvariants() {}

    static Stream<Violation> aFactIsOneEvent(History history, Timeline timeline) {
        Stream<Violation> changed = history.events().stream().collect(groupingBy(Event::id)).values().stream()
                .filter(copies -> copies.stream().map(Event::body).distinct().count() > 1)
                .map(copies -> new Violation(
                        Kind.EVENT_TWICE, "event " + copies.getFirst().id(), brief(copies)));
        Stream<Violation> twice =
                timeline.byId().values().stream().collect(groupingBy(EventInvariants::fact)).entrySet().stream()
                        .filter(fact -> fact.getValue().size() > 1)
                        .map(fact -> new Violation(Kind.EVENT_TWICE, fact.getKey(), brief(fact.getValue())));
        return Stream.concat(changed, twice);
    }

    private static String fact(Event event) {
        String which = REPEATED.contains(event.type()) ? event.body() : "";
        return Stream.of("run " + event.run(), event.type(), event.target(), event.stage(), which)
                .filter(word -> word != null && !word.isEmpty())
                .collect(joining(" "));
    }

    static Stream<Violation> anEventIsSentAndUnderstood(History history, Timeline timeline) {
        return Stream.concat(
                history.deadLetters().stream()
                        .map(place -> new Violation(Kind.DEAD_LETTER, place, "nobody sent anything but proper events")),
                history.unsent().stream().map(event -> new Violation(Kind.UNSENT, event, "it is still in its outbox")));
    }

    static Stream<Violation> stagesFollowEachOther(History history, Timeline timeline) {
        Stream<Violation> events = timeline.byId().values().stream()
                .filter(event -> AFTER.containsKey(event.type()))
                .filter(event -> !follows(event, timeline))
                .map(event -> new Violation(
                        Kind.NO_PREDECESSOR,
                        event.brief(),
                        "its cause " + event.cause() + " is on no topic, or is no "
                                + String.join(" or ", AFTER.getOrDefault(event.type(), Set.of()))
                                + " of the same run"));
        Stream<Violation> runs = history.stageRuns().stream()
                .filter(run -> !timeline.byId().containsKey(run.event()))
                .map(run -> new Violation(
                        Kind.NO_PREDECESSOR,
                        run.stage() + " " + run.id(),
                        "it was started by " + run.event() + ", which is on no topic"));
        return Stream.concat(events, runs);
    }

    private static boolean follows(Event event, Timeline timeline) {
        Event cause = event.cause() == null ? null : timeline.byId().get(event.cause());
        return cause != null
                && cause.run().equals(event.run())
                && AFTER.getOrDefault(event.type(), Set.of()).contains(cause.type());
    }

    private static String brief(List<Event> events) {
        return events.stream().map(Event::brief).collect(joining(", "));
    }
}
