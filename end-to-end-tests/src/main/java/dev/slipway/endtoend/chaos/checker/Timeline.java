package dev.slipway.endtoend.chaos.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of a history, each once, and the questions that several invariants ask of them. */
final class Timeline {

    private static final Set<String> FAILED =
            Set.of("build.failed", "packaging.failed", "tests.failed", "publication.failed", "deployment.failed");
    private static final String NAMING = "dns";

    private final Map<String, Event> byId = new LinkedHashMap<>();
    private final Map<String, List<Event>> byRun = new LinkedHashMap<>();

    Timeline(List<Event> records) {
        for (Event event : records) {
            if (byId.putIfAbsent(event.id(), event) == null) {
                byRun.computeIfAbsent(event.run(), run -> new ArrayList<>()).add(event);
            }
        }
    }

    Map<String, Event> byId() {
        return byId;
    }

    Map<String, List<Event>> byRun() {
        return byRun;
    }

    List<Event> of(String type) {
        return byId.values().stream().filter(event -> event.type().equals(type)).toList();
    }

    List<Event> ofRun(String run, String type) {
        return byRun.getOrDefault(run, List.of()).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    /** How a pipeline run ended; the naming of its load balancer is told apart. */
    List<Event> ends(String run) {
        return byRun.getOrDefault(run, List.of()).stream()
                .filter(Timeline::ends)
                .toList();
    }

    private static boolean ends(Event event) {
        return switch (event.type()) {
            case "stack.deployed", "stack.rolled-back", "deployment.skipped" -> true;
            case "run.superseded", "run.cancelled" -> !NAMING.equals(event.stage());
            default -> FAILED.contains(event.type());
        };
    }

    /** How the naming of its load balancer ended; a superseded one counts, for a newer one has the same name. */
    List<Event> namings(String run) {
        return byRun.getOrDefault(run, List.of()).stream()
                .filter(event -> event.type().equals("record-sets.changed")
                        || event.type().equals("record-sets.failed")
                        || (event.type().startsWith("run.") && NAMING.equals(event.stage())))
                .toList();
    }

    /** Ended short of its goal although nobody wanted that. */
    static boolean failed(Event event) {
        return FAILED.contains(event.type())
                || event.type().equals("stack.rolled-back")
                || event.type().equals("record-sets.failed");
    }

    /** In the order in which they were sent; environments keep to one partition. */
    List<Event> deployedTo(String target) {
        return of("stack.deployed").stream()
                .filter(event -> target.equals(event.target()))
                .sorted(Comparator.comparingLong(Event::position))
                .toList();
    }
}
