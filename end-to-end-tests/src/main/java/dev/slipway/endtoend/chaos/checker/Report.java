package dev.slipway.endtoend.chaos.checker;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run came to, for people: one aligned block, then each violation with its evidence.
 *
 * @param wall from the first command to the last look
 */
public record Report(long seed, Duration faultTime, Duration wall, History history, List<Violation> violations) {

    private static final int NAME = 34;

    public String text() {
        List<String> lines = new ArrayList<>(List.of("", "Chaos report"));
        lines.addAll(pushLines());
        lines.addAll(faultLines());
        lines.addAll(promiseLines());
        lines.addAll(recoveryLines());
        lines.add(line(
                "HTTP requests / failures",
                history.load().sent() + " / " + history.load().failed()));
        history.load().examples().forEach(example -> lines.add(line("", example)));
        lines.add(line("wall time", seconds(wall)));
        lines.add(line("violations", violations.isEmpty() ? "none" : Integer.toString(violations.size())));
        violations.forEach(violation -> lines.add("  " + violation));
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> pushLines() {
        Timeline timeline = new Timeline(history.events());
        Map<String, Long> ends = timeline.byRun().keySet().stream()
                .flatMap(run -> timeline.ends(run).stream())
                .collect(Collectors.groupingBy(Event::type, TreeMap::new, Collectors.counting()));
        String ended = ends.entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .collect(Collectors.joining(", "));
        return List.of(
                line("seed", Long.toString(seed)),
                line("minutes of faults", "%.1f".formatted(faultTime.toMillis() / 60_000.0)),
                line("pushes accepted", Integer.toString(history.pushes().size())),
                line("ended as", ended));
    }

    private List<String> faultLines() {
        Map<String, List<Fault>> byPart = history.faults().stream()
                .collect(Collectors.groupingBy(Fault::part, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add(line("kills / pauses / restarts", kinds(history.faults())));
        byPart.forEach((part, faults) -> lines.add(line("  " + part, kinds(faults))));
        return lines;
    }

    private static String kinds(List<Fault> faults) {
        return Arrays.stream(Fault.Kind.values())
                .map(kind -> Long.toString(
                        faults.stream().filter(fault -> fault.kind() == kind).count()))
                .collect(Collectors.joining(" / "));
    }

    private List<String> promiseLines() {
        List<FaultInvariants.LateFinish> late = FaultInvariants.lateFinishes(history);
        long silenced =
                late.stream().filter(one -> one.silenced() && !one.rejected()).count();
        return List.of(
                line("lost / doubled / stuck", counts(Kind.LOST, Kind.DOUBLED, Kind.STUCK)),
                line("orphans", counts(Kind.ORPHAN)),
                line("stage without predecessor", counts(Kind.NO_PREDECESSOR)),
                line("one fact as two events", counts(Kind.EVENT_TWICE)),
                line(
                        "raw duplicates absorbed",
                        Long.toString(history.events().size()
                                - history.events().stream()
                                        .map(Event::id)
                                        .distinct()
                                        .count())),
                line(
                        "late finishes injected / rejected",
                        "%d / %d%s"
                                .formatted(
                                        late.size() - silenced,
                                        late.stream()
                                                .filter(FaultInvariants.LateFinish::rejected)
                                                .count(),
                                        silenced == 0
                                                ? ""
                                                : " (and " + silenced + " killed before they could finish)")),
                line("runs with more than one attempt", Long.toString(attemptedAgain())),
                line("superseded", Long.toString(superseded())));
    }

    private String counts(Kind... kinds) {
        return Stream.of(kinds)
                .map(kind -> Long.toString(violations.stream()
                        .filter(violation -> violation.kind() == kind)
                        .count()))
                .collect(Collectors.joining(" / "));
    }

    private long attemptedAgain() {
        return history.stageRuns().stream().filter(run -> run.attempt() > 1).count();
    }

    private long superseded() {
        return new Timeline(history.events()).of("run.superseded").size();
    }

    private List<String> recoveryLines() {
        List<Duration> times = history.faults().stream()
                .flatMap(fault -> fault.recovered() == null
                        ? Stream.empty()
                        : Stream.of(Duration.between(fault.ended(), fault.recovered())))
                .map(time -> time.isNegative() ? Duration.ZERO : time)
                .sorted()
                .toList();
        return List.of(line(
                "recovery p50 / p99 / max",
                times.isEmpty()
                        ? "nothing to recover from"
                        : "%s / %s / %s"
                                .formatted(
                                        seconds(quantile(times, 0.5)),
                                        seconds(quantile(times, 0.99)),
                                        seconds(times.getLast()))));
    }

    private static Duration quantile(List<Duration> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String line(String name, String value) {
        return "  " + name + " ".repeat(Math.max(1, NAME - name.length())) + value;
    }
}
