package dev.slipway.endtoend.byhand;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Shell;
import dev.slipway.endtoend.LocalSuite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Run by {@code ./slipway by-hand}; stops by itself and removes what it made. */
public final class ByHandBenchmark implements AutoCloseable {

    private static final int PORT_BASE = 28_000;
    private static final int PAIRS = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String STACK = "by-hand";

    private final LocalSuite suite;
    private final SampleRepository repository;
    private final Path folder;
    /** Where the suite does not listen. */
    private final Path bare;

    private int releases;

    private ByHandBenchmark(Path checkout, LocalSuite suite) {
        this.suite = suite;
        this.folder = suite.home().resolve("workspace");
        this.bare = folder.resolve("by-hand.git");
        this.repository = new SampleRepository(
                checkout.resolve("examples/auth-service"),
                suite.home().resolve("repositories/auth-service.git"),
                folder.resolve("sample"));
    }

    /** @param arguments the checkout and the folder for the benchmark's own suite */
    public static void main(String[] arguments) throws Exception {
        Path checkout = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path home = Path.of(arguments[1]).toAbsolutePath().normalize();
        try (LocalSuite suite = new LocalSuite(checkout, home, "by-hand", PORT_BASE)) {
            suite.startAnew();
            try (ByHandBenchmark benchmark = new ByHandBenchmark(checkout, suite)) {
                benchmark.run();
            }
        }
    }

    private void run() throws InterruptedException, IOException {
        prepare();
        System.out.printf(
                "%nThe sample's release, pair by pair   (the first of each makes the stack and is not counted)%n");
        throughTheSuite();
        byHand();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            boolean suiteFirst = pair % 2 == 1;
            double before = suiteFirst ? throughTheSuite() : byHand();
            double after = suiteFirst ? byHand() : throughTheSuite();
            double through = suiteFirst ? before : after;
            double hand = suiteFirst ? after : before;
            ratios.add(through / hand);
            System.out.printf(
                    Locale.ROOT,
                    "  pair %d   suite %5.1f s   by hand %5.1f s   ratio %.2f%n",
                    pair,
                    through,
                    hand,
                    through / hand);
        }
        ratios.sort(null);
        System.out.printf(Locale.ROOT, "  median of the ratios %.2f%n", ratios.get(PAIRS / 2));
    }

    private void prepare() throws InterruptedException, IOException {
        repository.prepare();
        Path stack = folder.resolve("sample/deploy/stack.yml");
        Files.writeString(
                stack,
                Files.readString(stack)
                        .replace("http: 9080", "http: " + (PORT_BASE + 500))
                        .replace("https: 9443", "https: " + (PORT_BASE + 501)));
        suite.run("hook", "install", repository.bare().toString()).orFail("hook install");
        Shell.run(List.of("git", "init", "--quiet", "--bare", bare.toString())).orFail("git init");
        for (String file : List.of("release.sh", "stack.yml")) {
            try (InputStream content = ByHandBenchmark.class.getResourceAsStream("/byhand/" + file)) {
                if (content == null) {
                    throw new IllegalStateException("no resource " + file);
                }
                Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** @return seconds from the push to the end of the run */
    private double throughTheSuite() throws InterruptedException {
        change();
        String revision = repository.commit("Release " + releases);
        Instant begin = Instant.now();
        repository.push();
        boolean ended = Await.until(
                PATIENCE, LOOK, () -> run(revision).filter(Run::over).isPresent());
        double seconds = since(begin);
        Run run = run(revision).orElseThrow();
        if (!ended || !run.succeeded()) {
            throw new IllegalStateException("the run did not succeed: " + run);
        }
        return seconds;
    }

    private Optional<Run> run(String revision) {
        try {
            return suite.console().runs(5).stream()
                    .filter(run -> run.revision().equals(revision))
                    .findFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @return seconds that the commands take */
    private double byHand() throws InterruptedException {
        change();
        repository.commit("Release " + releases);
        Shell.run(
                        List.of(
                                "git",
                                "push",
                                "--quiet",
                                "--force",
                                bare.toString(),
                                "HEAD:" + SampleRepository.BRANCH),
                        folder.resolve("sample").toFile(),
                        Map.of())
                .orFail("git push");
        Map<String, String> words = new HashMap<>(Map.of(
                "BARE",
                bare.toString(),
                "WORK",
                folder.resolve("by-hand").toString(),
                "REGISTRY",
                "127.0.0.1:" + suite.port(Port.REGISTRY),
                "VERSION",
                "develop-" + releases,
                "NAME",
                STACK,
                "STACK",
                folder.resolve("stack.yml").toString()));
        Instant begin = Instant.now();
        Shell.run(List.of("bash", folder.resolve("release.sh").toString()), folder.toFile(), words)
                .orFail("the commands by hand");
        return since(begin);
    }

    private void change() {
        releases++;
        repository.greet("Hello from release " + releases);
    }

    private static double since(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }

    @Override
    public void close() throws InterruptedException {
        Shell.run(List.of("docker", "stack", "rm", STACK));
    }
}
