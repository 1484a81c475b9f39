package dev.slipway.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.cli.console.Run;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Checker;
import dev.slipway.endtoend.chaos.checker.History;
import dev.slipway.endtoend.chaos.checker.Push;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every named point on the way of a run, in every service, with a halted process, a process paused past its lease or a thrown
 * error; on real parts. A first push tells which points there are; every further push carries one order for each service.
 * Each must end as if nothing had been, and the checker of the chaos command must find nothing afterwards. Each point is
 * tried in one of the three ways, the next one in the next; {@code -Dslipway.failpoints=all} tries all three at each. Takes ten
 * minutes and more, so it is run by its name and not with the other tests (docs/testing.md).
 */
class FailpointsUnderFire {

    private static final Map<String, String> HASTE = Map.of(
            "SLIPWAY_STAGE_LEASE", "4s",
            "SLIPWAY_STAGE_RECONCILE_EVERY", "10s",
            "SLIPWAY_STAGE_RETRY_FAILURES", "100",
            "SLIPWAY_STAGE_RETRY_FIRST_DELAY", "200ms",
            "SLIPWAY_DEPLOYER_ROLLOUT_SETTLE", "1s",
            "SLIPWAY_FAILPOINTS_PAUSE", "6s");
    private static final String REPLICAS = "builder=2,packager=2,tester=2,deployer=2,dns-service=2";
    private static final Duration ROUND = Duration.ofMinutes(4);
    private static final Duration SWEPT = Duration.ofMinutes(2);
    private static final int PORT_BASE = 24000;
    private static final int SITES = 4;
    /** As many as orders that only a new name gets to. */
    private static final int SITES_FOR_ALL = 6;

    private final Path orders = Path.of("target", "failpoints-orders").toAbsolutePath();
    private final Journal journal = new Journal(System.out);

    @Test
    void everyPointOfEveryServiceIsSurvived() throws Exception {
        Files.createDirectories(orders);
        Path home = Path.of("target", "failpoints").toAbsolutePath();
        try (LocalSuite suite =
                new LocalSuite(Path.of("..").toAbsolutePath().normalize(), home, "e2e-fail", PORT_BASE)) {
            HASTE.forEach(suite::with);
            suite.with("SLIPWAY_FAILPOINTS_DIRECTORY", orders.toString());
            suite.startAnew("--scale", REPLICAS);
            boolean all = "all".equals(System.getProperty("slipway.failpoints"));
            Site first = site(suite, "first", 0);
            List<Site> sites = new ArrayList<>();
            for (int number = 1; number <= (all ? SITES_FOR_ALL : SITES); number++) {
                sites.add(site(suite, "site-" + number, number));
            }
            try (Observation observation = new Observation(
                            suite,
                            Stream.concat(Stream.of(first), sites.stream()).toList());
                    Visitors visitors = new Visitors(List.of(), 1);
                    Watch watch = new Watch(Observation.tables(suite), suite.suite()::report)) {
                FailpointOrders cases = new FailpointOrders(orders, pushed(suite, first, null), all);
                underFire(suite, sites, cases);

                System.out.println(cases.table());
                assertThat(cases.open()).isEmpty();
                await().atMost(SWEPT).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                    History history = observation.history(journal, watch, visitors);
                    assertThat(Checker.check(history)).isEmpty();
                });
            }
        }
    }

    /** One pusher per repository; both take their orders from the same list. */
    private void underFire(LocalSuite suite, List<Site> sites, FailpointOrders cases) throws Exception {
        try (ExecutorService pushers = Executors.newFixedThreadPool(sites.size())) {
            List<Future<?>> ends = new ArrayList<>();
            for (Site site : sites) {
                Callable<Void> rounds = () -> {
                    try {
                        while (cases.anyWaiting()) {
                            pushed(suite, site, cases);
                            journal.say(cases.progress());
                        }
                        return null;
                    } catch (AssertionError | ConditionTimeoutException e) {
                        journal.say("FAILED: " + e.getMessage());
                        throw e;
                    }
                };
                ends.add(pushers.submit(rounds));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    /** @return the pushed revision, whose pipeline run succeeded */
    private String pushed(LocalSuite suite, Site site, @Nullable FailpointOrders cases)
            throws InterruptedException, IOException {
        site.checkOut(Site.FOLLOWED);
        String revision = site.commit("A change of " + site.name(), true);
        if (cases != null) {
            cases.give(revision);
        }
        site.push(Site.FOLLOWED);
        journal.pushed(new Push(site.repository(), "refs/heads/" + Site.FOLLOWED, revision, true, Instant.now()));
        AtomicReference<@Nullable Run> last = new AtomicReference<>();
        await().alias("the run of " + revision + " with " + (cases == null ? "no order" : cases.of(revision)))
                .atMost(ROUND)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    site.drain();
                    run(suite, revision).ifPresent(last::set);
                    Run run = last.get();
                    return run != null && run.over();
                });
        assertThat(last.get())
                .as(() -> "the run of %s with %s".formatted(revision, cases == null ? "no order" : cases.of(revision)))
                .matches(Run::succeeded, "succeeded");
        if (cases != null) {
            cases.ended(revision);
        }
        return revision;
    }

    private static Optional<Run> run(LocalSuite suite, String revision) throws InterruptedException {
        return suite.console().runs(20).stream()
                .filter(run -> run.revision().equals(revision))
                .findFirst();
    }

    private static Site site(LocalSuite suite, String name, int number) throws InterruptedException {
        Site site = new Site(
                name,
                suite.portBase() + 500 + number,
                suite.home().resolve("repositories").resolve(name + ".git"),
                suite.home().resolve("workspace").resolve("failpoints-" + name));
        site.prepare();
        suite.run("hook", "install", site.bare().toString()).orFail("the hook of " + name);
        return site;
    }
}
