package dev.slipway.endtoend.chaos;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.suite.Await;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Checker;
import dev.slipway.endtoend.chaos.checker.Push;
import dev.slipway.endtoend.chaos.checker.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Run by {@code ./slipway replicas}: one push to each of several repositories at once, with one builder and tester and with
 * two of each. Builds and tests wait five seconds each, as those that load something do, so that two processors are not what
 * is measured.
 */
public final class ReplicasBenchmark {

    private static final int PORT_BASE = 28_000;
    private static final int REPOSITORIES = 16;
    private static final String TWO = "builder=2,tester=2";
    private static final String WAIT = "sleep 5\n";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final LocalSuite suite;
    private final Journal journal = new Journal(System.out);

    private ReplicasBenchmark(LocalSuite suite) {
        this.suite = suite;
    }

    /** @param arguments the checkout and the folder for the benchmark's own suite */
    public static void main(String[] arguments) throws Exception {
        Path checkout = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path home = Path.of(arguments[1]).toAbsolutePath().normalize();
        double one = measure(checkout, home, "");
        double two = measure(checkout, home, TWO);
        System.out.printf(
                Locale.ROOT,
                "%n%d pushes to as many repositories at once%n  one builder, one tester    %5.1f pipelines/min%n"
                        + "  two builders, two testers  %5.1f pipelines/min   %.2f times as many%n",
                REPOSITORIES,
                one,
                two,
                two / one);
    }

    private static double measure(Path checkout, Path home, String scale) throws Exception {
        try (LocalSuite suite = new LocalSuite(checkout, home, "replicas", PORT_BASE)) {
            suite.startAnew(scale.isEmpty() ? new String[0] : new String[] {"--scale", scale});
            return new ReplicasBenchmark(suite).measure();
        }
    }

    /** @return pipelines per minute */
    private double measure() throws InterruptedException, IOException, SQLException {
        List<Site> sites = sites();
        try (Observation observation = new Observation(suite, sites);
                Visitors visitors = new Visitors(List.of(), 1);
                Watch watch = new Watch(Observation.tables(suite), suite.suite()::report)) {
            // Once for what is only done the first time.
            pushAndAwait(sites.subList(0, 1));
            double seconds = pushAndAwait(sites);
            Await.until(PATIENCE, LOOK, () -> settled(observation, watch, visitors));
            List<Violation> violations = Checker.check(observation.history(journal, watch, visitors));
            if (!violations.isEmpty()) {
                throw new IllegalStateException("not every push was handled once: " + violations);
            }
            journal.say("%d pushes in %.1f s, each handled once".formatted(sites.size(), seconds));
            return sites.size() * 60 / seconds;
        }
    }

    private List<Site> sites() throws InterruptedException, IOException {
        List<Site> sites = new ArrayList<>();
        for (int i = 1; i <= REPOSITORIES; i++) {
            Site site = new Site(
                    "part-" + i,
                    null,
                    suite.home().resolve("repositories/part-" + i + ".git"),
                    suite.home().resolve("workspace/part-" + i));
            site.prepare();
            suite.run("hook", "install", site.bare().toString()).orFail("the hook of " + site.name());
            site.checkOut(Site.FOLLOWED);
            for (String script : List.of("build.sh", "test.sh")) {
                Path file = site.work().resolve(script);
                Files.writeString(file, WAIT + Files.readString(file));
            }
            sites.add(site);
        }
        return sites;
    }

    private double pushAndAwait(List<Site> sites) throws InterruptedException {
        Instant begin = Instant.now();
        List<String> revisions = new ArrayList<>();
        for (Site site : sites) {
            String revision = site.commit("A change at " + begin, true);
            site.push(Site.FOLLOWED);
            journal.pushed(new Push(site.repository(), "refs/heads/" + Site.FOLLOWED, revision, true, Instant.now()));
            revisions.add(revision);
        }
        if (!Await.until(PATIENCE, LOOK, () -> over().containsAll(revisions))) {
            throw new IllegalStateException("not every run is over after " + PATIENCE);
        }
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }

    private Set<String> over() {
        try {
            return suite.console().runs(2 * REPOSITORIES).stream()
                    .filter(Run::over)
                    .map(Run::revision)
                    .collect(Collectors.toSet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    private boolean settled(Observation observation, Watch watch, Visitors visitors) {
        try {
            return Checker.unsettled(observation.history(journal, watch, visitors))
                    .isEmpty();
        } catch (SQLException | IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
