package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.suite.SuiteReport;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Checker;
import dev.slipway.endtoend.chaos.checker.History;
import dev.slipway.endtoend.chaos.checker.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * One chaos run: start a suite, push and hit its parts for a while, let everything go, wait until all runs are over, look
 * at everything, judge.
 */
public final class ChaosRun {

    /** The lease of the local suite; pauses are planned around it. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int VISITS_PER_SECOND = 20;
    private static final int FIRST_PORT = 500;

    private final LocalSuite suite;
    private final Terms terms;
    private final Journal journal;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable FaultInjector> injector = new AtomicReference<>();

    public ChaosRun(LocalSuite suite, Terms terms, PrintStream out) {
        this.suite = suite;
        this.terms = terms;
        this.journal = new Journal(out);
    }

    /** Ends the run early and lets every paused part go; for Ctrl-C. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        FaultInjector active = injector.get();
        if (active != null) {
            active.close();
        }
    }

    /** The suite still stands afterwards: whoever wants to look at it can. */
    public Report run() throws InterruptedException, IOException, SQLException {
        journal.say("seed %d, faults for %.1f minutes"
                .formatted(terms.seed(), terms.faultTime().toMillis() / 60_000.0));
        suite.startAnew(terms.replicas().isEmpty() ? new String[0] : new String[] {"--scale", terms.replicas()});
        List<Site> sites = sites();
        for (Site site : sites) {
            site.prepare();
            suite.run("hook", "install", site.bare().toString()).orFail("the hook of " + site.name());
        }
        journal.say("the suite is up");
        List<Integer> ports =
                sites.stream().flatMap(site -> Stream.ofNullable(site.port())).toList();
        try (Observation observation = new Observation(suite, sites);
                Visitors visitors = new Visitors(ports, VISITS_PER_SECOND);
                Watch watch = new Watch(Observation.tables(suite), suite.suite()::report)) {
            underFire(sites, watch);
            quieten(sites);
            History history = settled(observation, watch, visitors);
            return new Report(terms.seed(), terms.faultTime(), journal.elapsed(), history, Checker.check(history));
        }
    }

    private List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (String name : List.of("web", "shop", "tools")) {
            // The tools are published and never deployed.
            Integer port = name.equals("tools") ? null : suite.portBase() + FIRST_PORT + sites.size();
            sites.add(new Site(
                    name,
                    port,
                    suite.home().resolve("repositories").resolve(name + ".git"),
                    suite.home().resolve("workspace").resolve("chaos-" + name)));
        }
        return sites;
    }

    private void underFire(List<Site> sites, Watch watch) throws InterruptedException {
        List<PlannedFault> plan = terms.outages().isEmpty()
                ? FaultPlan.of(terms.seed(), terms.faultTime(), targets(), LEASE)
                : FaultPlan.of(terms.outages());
        List<Pusher> pushers = sites.stream()
                .map(site -> new Pusher(site, terms.seed(), terms.pushEvery(), journal))
                .toList();
        List<Thread> threads = pushers.stream()
                .map(pusher -> Thread.ofPlatform().daemon().start(pusher))
                .toList();
        try (FaultInjector faults = new FaultInjector(suite, watch, journal)) {
            injector.set(faults);
            faults.begin(plan);
            if (stopped.await(terms.faultTime().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopped early");
            }
        } finally {
            injector.set(null);
            pushers.forEach(Pusher::stop);
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(1));
        }
    }

    private List<String> targets() {
        List<String> targets = new ArrayList<>(suite.suite().report().orElseThrow().parts().stream()
                .map(SuiteReport.PartReport::name)
                .toList());
        if (terms.engine()) {
            targets.add(FaultPlan.ENGINE);
        }
        return targets;
    }

    private void quieten(List<Site> sites) throws InterruptedException {
        journal.say(
                "no more faults; %d pushes so far".formatted(journal.pushes().size()));
        if (!Await.until(UP_WITHIN, POLL, this::allReady)) {
            journal.say("not every part came back: " + suite.suite().report());
        }
        for (Site site : sites) {
            if (!Await.until(UP_WITHIN, POLL, () -> drained(site))) {
                journal.say("the hook of %s could not send everything".formatted(site.name()));
            }
        }
    }

    private boolean allReady() {
        return suite.suite().report().stream()
                .flatMap(report -> report.parts().stream())
                .allMatch(part -> part.state() == SuiteReport.State.READY);
    }

    private static boolean drained(Site site) {
        try {
            return site.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Looks again and again until nothing is under way and nothing is left, or patience is at its end. */
    private History settled(Observation observation, Watch watch, Visitors visitors)
            throws InterruptedException, SQLException, IOException {
        boolean settled = Await.until(terms.patience(), POLL, () -> isSettled(observation, watch, visitors));
        if (!settled) {
            journal.say("not everything came to its end in %d s"
                    .formatted(terms.patience().toSeconds()));
        }
        return observation.history(journal, watch, visitors);
    }

    private boolean isSettled(Observation observation, Watch watch, Visitors visitors) {
        try {
            return stopped.getCount() == 0
                    || Checker.unsettled(observation.history(journal, watch, visitors))
                            .isEmpty();
        } catch (SQLException | IOException | KafkaException | SuiteException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
