package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.ConsoleException;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.suite.MemoryUse;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.suite.SuiteReport;
import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import dev.slipway.cli.watch.RunProgress;
import dev.slipway.cli.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "How the parts are and the latest runs; or one run, stage by stage.")
final class StatusCommand extends ConsoleCommand {

    private static final int RUNS = 8;
    private static final int NOTICES = 5;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "The beginning of a run's id, or: last.")
    private @Nullable String beginning;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        return beginning == null ? suite() : run(beginning);
    }

    private int run(String id) throws InterruptedException {
        Run run = console().runBeginning(id);
        Terminal terminal = terminal();
        if (json) {
            terminal.line(ConsoleClient.json(run));
            return ExitCode.OK;
        }
        terminal.line(terminal.style(Style.BOLD, run.version()) + "  " + run.state());
        new Table()
                .row("  repository", run.repository())
                .row("  ref", run.ref())
                .row("  revision", run.revision())
                .row("  run", run.id())
                .row("  trace", run.traceId())
                .lines()
                .forEach(terminal::line);
        new RunProgress(new Terminal(terminal.out(), false, terminal.width()))
                .show(run, surroundings().clock().instant());
        if (run.stages().stream().anyMatch(Run.Stage::bad)) {
            new Watch(terminal, console(), surroundings().clock()).explain(run);
        }
        return ExitCode.OK;
    }

    private int suite() throws InterruptedException {
        Suite suite = surroundings().suite();
        Optional<SuiteReport> report = suite.report();
        Terminal terminal = terminal();
        if (json) {
            Map<String, Object> all = new TreeMap<>();
            report.ifPresent(it -> all.put("suite", it));
            report.map(MemoryUse::of).ifPresent(it -> all.put("memory", withTotal(it)));
            all.put("running", report.isPresent());
            latestRuns(terminal).ifPresent(runs -> all.put("runs", runs));
            terminal.line(ConsoleClient.json(all));
            return report.isPresent() ? ExitCode.OK : ExitCode.NOT_REACHABLE;
        }
        if (report.isEmpty()) {
            terminal.line("Slipway is not running here (%s). To do: ./slipway up"
                    .formatted(suite.home().directory()));
            return ExitCode.NOT_REACHABLE;
        }
        show(terminal, report.get());
        latestRuns(terminal).ifPresent(runs -> showRuns(terminal, runs));
        return ExitCode.OK;
    }

    private void show(Terminal terminal, SuiteReport report) {
        Instant now = surroundings().clock().instant();
        Table table = new Table().row("PART", "STATE", "SINCE", "PID", "PORT", "RESTARTS", "MEMORY", "RESIDENT");
        Map<String, MemoryUse> memory = MemoryUse.of(report);
        for (PartReport part : report.parts()) {
            table.row(
                    part.name(),
                    state(terminal, part.state()),
                    ago(Duration.between(part.since(), now)),
                    part.pid() == null ? "–" : part.pid().toString(),
                    part.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    Integer.toString(part.restarts()),
                    mebibytes(memory.getOrDefault(part.name(), MemoryUse.NONE).proportional()),
                    mebibytes(memory.getOrDefault(part.name(), MemoryUse.NONE).resident()));
        }
        MemoryUse supervisor = memory.getOrDefault(Suite.SUPERVISOR, MemoryUse.NONE);
        MemoryUse total = total(memory);
        table.row(
                Suite.SUPERVISOR,
                report.phase().name().toLowerCase(Locale.ROOT),
                ago(Duration.between(report.since(), now)),
                Long.toString(report.supervisor()),
                "",
                "",
                mebibytes(supervisor.proportional()),
                mebibytes(supervisor.resident()));
        table.row("total", "", "", "", "", "", mebibytes(total.proportional()), mebibytes(total.resident()));
        table.lines().forEach(terminal::line);
        List<SuiteReport.Notice> restarts = report.notices().stream()
                .filter(notice -> notice.text().contains("starting it again"))
                .toList();
        restarts.stream()
                .skip(Math.max(0, restarts.size() - NOTICES))
                .forEach(notice ->
                        terminal.line(terminal.style(Style.YELLOW, TIME.format(notice.at()) + "  " + notice.text())));
    }

    private static Map<String, MemoryUse> withTotal(Map<String, MemoryUse> memory) {
        Map<String, MemoryUse> all = new LinkedHashMap<>(memory);
        all.put("total", total(memory));
        return all;
    }

    private static MemoryUse total(Map<String, MemoryUse> memory) {
        return memory.values().stream().reduce(MemoryUse.NONE, MemoryUse::plus);
    }

    private static String mebibytes(long bytes) {
        return bytes / MEBIBYTE + " MiB";
    }

    private static String state(Terminal terminal, SuiteReport.State state) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return switch (state) {
            case READY -> terminal.style(Style.GREEN, word);
            case RESTARTING, STOPPED -> terminal.style(Style.RED, word);
            case STARTING, WAITING -> terminal.style(Style.YELLOW, word);
        };
    }

    /** Empty when the console could not say: the parts above tell why, and "no runs" would be a lie. */
    private Optional<List<Run>> latestRuns(Terminal terminal) throws InterruptedException {
        try {
            return Optional.of(console().runs(RUNS));
        } catch (ConsoleException e) {
            if (!json) {
                terminal.line(terminal.style(Style.RED, "✗ ") + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void showRuns(Terminal terminal, List<Run> runs) {
        terminal.blank();
        if (runs.isEmpty()) {
            terminal.line("No runs yet. To do: ./slipway demo");
            return;
        }
        Instant now = surroundings().clock().instant();
        Table table = new Table().row("RUN", "VERSION", "STATE", "AGO", "TOOK", "REPOSITORY");
        for (Run run : runs) {
            Instant end = run.finishedAt() == null ? now : run.finishedAt();
            table.row(
                    run.shortId(),
                    run.version(),
                    terminal.style(run.succeeded() ? Style.GREEN : run.over() ? Style.RED : Style.CYAN, run.state()),
                    ago(Duration.between(run.startedAt(), now)),
                    RunProgress.seconds(Duration.between(run.startedAt(), end)),
                    run.repository());
        }
        table.lines().forEach(terminal::line);
    }

    static String ago(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
