package dev.slipway.cli.watch;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.ConsoleException;
import dev.slipway.cli.console.LogPage;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.console.Run.Stage;
import dev.slipway.cli.suite.Await;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Follows one run until it is over, and says why if it did not end well. */
public final class Watch {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration DNS_FOLLOWS_WITHIN = Duration.ofSeconds(20);
    private static final int LOG_LINES = 20;

    private final Terminal terminal;
    private final ConsoleClient console;
    private final Clock clock;
    private final Supplier<String> footnote;

    public Watch(Terminal terminal, ConsoleClient console, Clock clock) {
        this(terminal, console, clock, () -> "");
    }

    /** @param footnote a line below the stages, asked for again and again; empty for none */
    public Watch(Terminal terminal, ConsoleClient console, Clock clock, Supplier<String> footnote) {
        this.footnote = footnote;
        this.terminal = terminal;
        this.console = console;
        this.clock = clock;
    }

    /** @return the run as it ended, or as it was when the time was over */
    public Run untilOver(String id, Duration limit) throws InterruptedException {
        return follow(id, limit, run -> run.over());
    }

    /** A run is over when everything is deployed; its name may follow a moment later. */
    public Run untilNamed(String id, Duration limit) throws InterruptedException {
        Instant begin = clock.instant();
        Run run = follow(id, limit, it -> it.over());
        if (!run.succeeded() || run.stage("dns").isPresent()) {
            return run;
        }
        Duration left = limit.minus(Duration.between(begin, clock.instant()));
        Duration wait = left.compareTo(DNS_FOLLOWS_WITHIN) < 0 ? left : DNS_FOLLOWS_WITHIN;
        return follow(id, wait, it -> it.stage("dns").map(Stage::over).orElse(false));
    }

    private Run follow(String id, Duration limit, Predicate<Run> done) throws InterruptedException {
        RunProgress progress = new RunProgress(terminal, footnote);
        AtomicReference<Run> last = new AtomicReference<>(console.run(id));
        Await.until(limit, POLL, () -> {
            last.set(ask(id, last.get()));
            progress.show(last.get(), clock.instant());
            return done.test(last.get());
        });
        return last.get();
    }

    /** A console that restarts meanwhile is waited for. */
    private Run ask(String id, Run before) {
        try {
            return console.run(id);
        } catch (ConsoleException e) {
            if (e.reached()) {
                throw e;
            }
            return before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before;
        }
    }

    /** The reason and the last lines of the log of whatever went wrong. */
    public void explain(Run run) throws InterruptedException {
        if (!run.over()) {
            terminal.line(terminal.style(Style.RED, "✗ ") + "The run is not over yet; it goes on in the background.");
        }
        for (Stage stage : run.stages()) {
            if (!stage.bad()) {
                continue;
            }
            terminal.blank();
            terminal.line(terminal.style(Style.RED, "✗ " + stage.stage() + " " + stage.state()) + ": "
                    + (stage.reason() == null ? "no reason given" : stage.reason()));
            List<String> lines = stage.tail().isEmpty() ? logEnd(run.id(), stage.stage()) : stage.tail();
            lines.forEach(line -> terminal.line(terminal.style(Style.DIM, "  │ ") + line));
        }
        terminal.line("The whole log: ./slipway logs " + run.shortId());
    }

    private List<String> logEnd(String id, String stage) throws InterruptedException {
        LogPage page = console.log(id, "");
        List<String> lines = page.chunks().stream()
                .filter(chunk -> chunk.stage().equals(stage))
                .flatMap(chunk -> chunk.lines().lines())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    }
}
