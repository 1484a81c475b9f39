package dev.slipway.cli.demo;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.suite.SuiteFiles;
import dev.slipway.cli.suite.SuiteHome;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import dev.slipway.cli.watch.RunProgress;
import dev.slipway.cli.watch.Watch;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Two pushes of the sample: the first until its name answers, the second under load. */
public final class Demo {

    private static final Duration RUN_LIMIT = Duration.ofMinutes(15);
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(2);
    private static final int PER_SECOND = 100;
    private static final int SOME_RUNS = 50;

    private final Terminal terminal;
    private final ConsoleClient console;
    private final SuiteHome home;
    private final SampleRepository repository;
    private final Clock clock;

    public Demo(Terminal terminal, ConsoleClient console, SuiteHome home, SampleRepository repository, Clock clock) {
        this.terminal = terminal;
        this.console = console;
        this.home = home;
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param first time from the push to the name
     * @param certificateFile the load balancer's certificate as a file
     */
    record Outcome(
            Run run,
            Duration first,
            Duration second,
            LoadBalancer loadBalancer,
            Path certificateFile,
            HttpClient client,
            LoadGenerator.Result load) {}

    /** @return empty when a run failed; why was printed */
    Optional<Outcome> play() throws InterruptedException {
        int before = repository.commits();
        headline(before == 0 ? "Push the sample" : "Push a change to the sample");
        if (before > 0) {
            repository.greet("Hello from Slipway, change " + before);
        }
        Instant begin = clock.instant();
        Run first = pushAndWatch(before == 0 ? "Add auth-service" : "Say hello, change " + before, null);
        if (!first.succeeded()) {
            return Optional.empty();
        }
        Duration firstTook = Duration.between(begin, clock.instant());
        LoadBalancer loadBalancer = LoadBalancer.in(console.runs(SOME_RUNS), first.repository())
                .orElseThrow(() -> new SuiteException(
                        "The name of the load balancer was wanted, the run told none. To do: ./slipway logs "
                                + first.shortId() + " --stage dns"));
        Path certificateFile = home.certificates().resolve(loadBalancer.name() + ".pem");
        byte[] pem = console.artifact(loadBalancer.certificate());
        SuiteFiles.replace(certificateFile, pem);
        SuiteNames.onLoopback(loadBalancer.name());
        HttpClient client = TrustedHttps.client(pem);
        return underLoad(loadBalancer, client, before + 1)
                .map(second -> new Outcome(
                        second.run(), firstTook, second.took(), loadBalancer, certificateFile, client, second.load()));
    }

    private record Second(Run run, Duration took, LoadGenerator.Result load) {}

    private Optional<Second> underLoad(LoadBalancer loadBalancer, HttpClient client, int change)
            throws InterruptedException {
        terminal.blank();
        headline("Push a visible change while %d requests/s go through the load balancer".formatted(PER_SECOND));
        LoadGenerator load = new LoadGenerator(client, URI.create(loadBalancer.url("/version")), PER_SECOND, RUN_LIMIT);
        load.start();
        Thread.sleep(BEFORE_AND_AFTER);
        repository.greet("Hello again from Slipway, change " + change);
        Instant begin = clock.instant();
        Run run = pushAndWatch("Say hello again, change " + change, load);
        Duration took = Duration.between(begin, clock.instant());
        Thread.sleep(BEFORE_AND_AFTER);
        LoadGenerator.Result result = load.stop();
        return run.succeeded() ? Optional.of(new Second(run, took, result)) : Optional.empty();
    }

    private Run pushAndWatch(String message, @Nullable LoadGenerator load) throws InterruptedException {
        String revision = repository.commit(message);
        terminal.line("  git push %s   %s \"%s\"".formatted(repository.bare(), revision.substring(0, 8), message));
        String said = repository.push();
        said.lines()
                .filter(line -> line.contains("slipway:"))
                .forEach(line -> terminal.line("  " + terminal.style(Style.YELLOW, line.strip())));
        Run run = awaitArrival(revision, said);
        terminal.line("  run %s, version %s".formatted(run.shortId(), run.version()));
        Watch watch = new Watch(terminal, console, clock, load == null ? () -> "" : load::soFar);
        Run end = watch.untilNamed(run.id(), RUN_LIMIT);
        if (!end.succeeded()) {
            watch.explain(end);
        } else {
            terminal.line("  %s %s is served after %s"
                    .formatted(
                            terminal.style(Style.GREEN, "✓"),
                            terminal.style(Style.BOLD, end.version()),
                            RunProgress.seconds(Duration.between(run.startedAt(), clock.instant()))));
        }
        return end;
    }

    private Run awaitArrival(String revision, String said) throws InterruptedException {
        AtomicReference<@Nullable Run> found = new AtomicReference<>();
        long end = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        while (found.get() == null && System.nanoTime() < end) {
            List<Run> runs = console.runs(SOME_RUNS);
            runs.stream()
                    .filter(run -> run.revision().equals(revision))
                    .findFirst()
                    .ifPresentOrElse(found::set, () -> {});
            if (found.get() == null) {
                Await.until(POLL, POLL, () -> false);
            }
        }
        Run run = found.get();
        if (run == null) {
            throw new SuiteException("""
                    The console was to hear of commit %s from the repository's hook, within %d s it did not.
                    What git said: %s
                    To do: look into %s/slipway-spool and ./slipway status.""".formatted(
                    revision, ARRIVES_WITHIN.toSeconds(), said.isEmpty() ? "nothing" : said, repository.bare()));
        }
        return run;
    }

    private void headline(String text) {
        terminal.line(terminal.style(Style.BOLD, text));
    }
}
