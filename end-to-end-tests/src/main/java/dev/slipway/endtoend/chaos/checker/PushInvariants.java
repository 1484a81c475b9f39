package dev.slipway.endtoend.chaos.checker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was promised to the person who pushed. */
final class PushInvariants {

    private PushInvariants() {}

    static Stream<Violation> everyPushIsTakenInOnce(History history, Timeline timeline) {
        Map<String, List<Event>> taken = timeline.of("commit.pushed").stream().collect(groupingBy(Event::revision));
        return history.pushes().stream().flatMap(push -> {
            List<Event> events = taken.getOrDefault(push.revision(), List.of());
            return switch (events.size()) {
                case 0 -> Stream.of(new Violation(Kind.LOST, push.brief(), "no commit.pushed on any topic"));
                case 1 -> Stream.empty();
                default -> Stream.of(new Violation(Kind.DOUBLED, push.brief(), brief(events)));
            };
        });
    }

    static Stream<Violation> everyRunEndsOnce(History history, Timeline timeline) {
        return timeline.of("commit.pushed").stream().flatMap(pushed -> {
            List<Event> ends = timeline.ends(pushed.run());
            if (ends.isEmpty()) {
                return Stream.of(new Violation(Kind.STUCK, subject(pushed), lastSeen(history, timeline, pushed)));
            }
            if (ends.size() > 1) {
                return Stream.of(new Violation(Kind.DOUBLED, subject(pushed), brief(ends)));
            }
            return naming(history, timeline, pushed, ends.getFirst());
        });
    }

    private static Stream<Violation> naming(History history, Timeline timeline, Event pushed, Event end) {
        List<Event> namings = timeline.namings(pushed.run());
        int wanted = end.type().equals("stack.deployed") ? 1 : 0;
        if (namings.size() == wanted) {
            return Stream.empty();
        }
        return Stream.of(
                namings.size() < wanted
                        ? new Violation(
                                Kind.STUCK, subject(pushed), "not named; " + lastSeen(history, timeline, pushed))
                        : new Violation(Kind.DOUBLED, subject(pushed), brief(namings)));
    }

    static Stream<Violation> goodCommitsDoNotFail(History history, Timeline timeline) {
        Map<String, List<Push>> pushes = history.pushes().stream().collect(groupingBy(Push::revision));
        return timeline.byId().values().stream()
                .filter(Timeline::failed)
                .filter(event -> pushes.getOrDefault(event.revision(), List.of()).stream()
                        .allMatch(Push::good))
                .map(event -> new Violation(Kind.GOOD_FAILED, subject(event), event.brief() + ": " + event.body()));
    }

    private static String subject(Event event) {
        return "run %s of %s %s #%d".formatted(event.run(), event.repository(), event.ref(), event.sequence());
    }

    private static String lastSeen(History history, Timeline timeline, Event pushed) {
        List<Event> events = timeline.byRun().getOrDefault(pushed.run(), List.of());
        String open = history.stageRuns().stream()
                .filter(run -> run.pipelineRun().equals(pushed.run()) && !run.over())
                .map(run -> "%s %s is %s after %d attempts (%s)"
                        .formatted(run.stage(), run.id(), run.state(), run.attempt(), run.reason()))
                .collect(joining(", "));
        return "last " + events.getLast().brief() + (open.isEmpty() ? ", no stage has it" : "; " + open);
    }

    private static String brief(List<Event> events) {
        return events.stream().map(Event::brief).collect(joining(", "));
    }
}
