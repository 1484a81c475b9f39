package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.SuiteReport;
import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.endtoend.chaos.checker.Claim;
import dev.slipway.endtoend.chaos.checker.Fault;
import dev.slipway.endtoend.chaos.observer.Tables;
import dev.slipway.endtoend.chaos.observer.Tables.Running;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the tables and at the supervisor's report twice a second: who holds which run, and when a part that was hit is
 * back at work.
 */
final class Watch implements AutoCloseable {

    private static final int PERIOD = 500;

    private final Tables tables;
    private final Supplier<Optional<SuiteReport>> report;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private final Map<String, Claim> claims = new HashMap<>();
    private final List<Wound> wounds = new ArrayList<>();
    private Tables.@Nullable Look latest;

    /** A fault whose part is watched until it works again. */
    private static final class Wound {
        private final Fault fault;
        private @Nullable Instant recovered;

        Wound(Fault fault) {
            this.fault = fault;
        }
    }

    Watch(Tables tables, Supplier<Optional<SuiteReport>> report) {
        this.tables = tables;
        this.report = report;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, PERIOD, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            seen(tables.look());
        } catch (SQLException | RuntimeException e) {
            // The database is one of the parts that are hit.
            seen(null);
        }
    }

    private synchronized void seen(Tables.@Nullable Look look) {
        latest = look;
        if (look == null) {
            return;
        }
        for (Running run : look.running()) {
            claims.merge(
                    run.run() + "/" + run.fence(),
                    claim(run, look.at()),
                    (known, now) -> new Claim(
                            known.run(),
                            known.stage(),
                            known.lane(),
                            known.exclusive(),
                            known.owner(),
                            known.fence(),
                            known.first(),
                            now.last()));
        }
        Optional<SuiteReport> said = report.get();
        wounds.stream()
                .filter(wound -> wound.recovered == null && healed(wound.fault, look, said))
                .forEach(wound -> wound.recovered = look.at());
    }

    private static Claim claim(Running run, Instant at) {
        return new Claim(run.run(), run.stage(), run.lane(), run.exclusive(), run.owner(), run.fence(), at, at);
    }

    private static boolean healed(Fault fault, Tables.Look look, Optional<SuiteReport> said) {
        boolean up = fault.part().equals(FaultPlan.ENGINE)
                || said.stream()
                        .flatMap(report -> report.parts().stream())
                        .anyMatch(part -> part.name().equals(fault.part()) && up(part, fault));
        return up
                && look.at().isAfter(fault.ended())
                && fault.held().stream()
                        .noneMatch(held -> look.running().stream()
                                .anyMatch(run -> run.run().equals(held.run())
                                        && run.fence() == held.fence()
                                        && (fault.kind() == Fault.Kind.KILL || !run.leased())));
    }

    private static boolean up(PartReport part, Fault fault) {
        return part.state() == SuiteReport.State.READY
                && (fault.kind() == Fault.Kind.PAUSE || part.since().isAfter(fault.begun()));
    }

    /** What the process holds by the last look; nothing while the database does not answer. */
    synchronized List<Fault.Held> heldBy(long pid) {
        Tables.Look look = latest;
        return look == null
                ? List.of()
                : look.running().stream()
                        .filter(run -> run.owner().contains("/" + pid + "/"))
                        .map(run -> new Fault.Held(run.run(), run.fence()))
                        .toList();
    }

    /** The part was let go; from now on it is expected to come back. */
    synchronized void hit(Fault fault) {
        wounds.add(new Wound(fault));
    }

    synchronized List<Fault> faults() {
        return wounds.stream()
                .map(wound -> new Fault(
                        wound.fault.kind(),
                        wound.fault.part(),
                        wound.fault.begun(),
                        wound.fault.ended(),
                        wound.fault.held(),
                        wound.recovered))
                .toList();
    }

    synchronized List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        if (clock.awaitTermination(10, TimeUnit.SECONDS)) {
            tables.close();
        }
    }
}
