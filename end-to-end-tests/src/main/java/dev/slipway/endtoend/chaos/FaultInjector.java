package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteReport;
import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does what the plan says, each fault at its time, and undoes every pause: also when it is stopped early. */
final class FaultInjector implements AutoCloseable {

    private static final Set<String> CONTAINERS = Set.of("registry", "dns");
    private static final String DATABASE = "postgresql";
    private static final Duration AT_WORK_WITHIN = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(200);
    /** An outage long enough for a person to look what is going on. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private final LocalSuite suite;
    private final Watch watch;
    private final Journal journal;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            4, Thread.ofPlatform().daemon().name("fault-", 1).factory());
    private final List<Undo> undone = new CopyOnWriteArrayList<>();

    /** What lets a part go again. */
    private interface Undo {
        void run() throws InterruptedException;
    }

    FaultInjector(LocalSuite suite, Watch watch, Journal journal) {
        this.suite = suite;
        this.watch = watch;
        this.journal = journal;
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void begin(List<PlannedFault> plan) {
        plan.forEach(fault -> {
            var unused = clock.schedule(() -> inject(fault), fault.at().toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private void inject(PlannedFault fault) {
        try {
            if (fault.part().equals(FaultPlan.ENGINE)) {
                restartEngine(fault);
                return;
            }
            Optional<Long> pid = part(fault.part())
                    .filter(part -> part.state() == SuiteReport.State.READY)
                    .map(PartReport::pid);
            if (pid.isEmpty()) {
                journal.say("%s is not up: nothing to hit".formatted(fault.part()));
                return;
            }
            if (fault.busy()) {
                Await.until(
                        AT_WORK_WITHIN,
                        LOOK,
                        () -> !watch.heldBy(pid.get()).isEmpty()
                                || ProcessHandle.of(pid.get()).isEmpty());
            }
            hit(fault, pid.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.say("the fault of %s did not work: %s".formatted(fault.part(), e));
        }
    }

    private Optional<PartReport> part(String name) {
        return suite.suite().report().stream()
                .flatMap(report -> report.parts().stream())
                .filter(part -> part.name().equals(name))
                .findFirst();
    }

    private void hit(PlannedFault fault, long pid) throws InterruptedException {
        List<Fault.Held> held = watch.heldBy(pid);
        journal.say("%-7s %s%s%s"
                .formatted(
                        fault.kind().name().toLowerCase(Locale.ROOT),
                        fault.part(),
                        fault.length().isZero() ? "" : " for " + fault.length().toMillis() / 1000.0 + " s",
                        held.isEmpty() ? "" : ", which works on " + held.size()));
        Instant begun = Instant.now();
        switch (fault.kind()) {
            case KILL -> {
                kill(fault.part(), pid);
                watch.hit(new Fault(fault.kind(), fault.part(), begun, begun, held, null));
            }
            case PAUSE -> letGoLater(fault, begun, held, pause(fault.part(), pid));
            case RESTART -> letGoLater(fault, begun, held, keepDown(fault.part(), pid));
        }
    }

    private void letGoLater(PlannedFault fault, Instant begun, List<Fault.Held> held, Undo undo) {
        Undo letGo = () -> {
            undo.run();
            watch.hit(new Fault(fault.kind(), fault.part(), begun, Instant.now(), held, null));
        };
        undone.add(letGo);
        if (fault.length().compareTo(NOTICED) >= 0) {
            var unused = clock.schedule(() -> show(fault.part()), fault.length().toMillis() / 2, TimeUnit.MILLISECONDS);
        }
        var unused = clock.schedule(() -> undo(letGo), fault.length().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void show(String part) {
        try {
            journal.say("what a person sees while %s is down:%n%s"
                    .formatted(part, suite.run("status").output()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void undo(Undo undo) {
        if (undone.remove(undo)) {
            try {
                undo.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void kill(String part, long pid) throws InterruptedException {
        if (CONTAINERS.contains(part)) {
            docker("kill", part);
        } else {
            Signals.kill(pid);
        }
    }

    private Undo pause(String part, long pid) throws InterruptedException {
        if (CONTAINERS.contains(part)) {
            docker("pause", part);
            return () -> docker("unpause", part);
        }
        List<Long> paused = Signals.family(pid);
        Signals.pause(paused);
        return () -> Signals.resume(paused);
    }

    /** Ended in good order, and started in vain by the supervisor as long as its port is held. */
    private Undo keepDown(String part, long pid) throws InterruptedException {
        if (CONTAINERS.contains(part)) {
            docker("stop", part);
        } else if (part.equals(DATABASE)) {
            Signals.interrupt(pid);
        } else {
            Signals.end(pid);
        }
        HeldPort held = HeldPort.take(
                suite.port(Port.valueOf(part.toUpperCase(Locale.ROOT).replace('-', '_'))));
        return held::close;
    }

    private void docker(String verb, String part) throws InterruptedException {
        Shell.run(List.of("docker", verb, "slipway-" + part + "-" + suite.instance()));
    }

    private void restartEngine(PlannedFault fault) throws InterruptedException {
        journal.say("restart the container engine");
        Instant begun = Instant.now();
        Engine.restart(fault.length());
        watch.hit(new Fault(fault.kind(), fault.part(), begun, Instant.now(), List.of(), null));
    }

    /** No further faults; everything that is paused goes on. Returns when nothing is under way. */
    @Override
    public void close() throws InterruptedException {
        // No interrupt: whoever stopped something must come to the line that remembers it.
        clock.shutdown();
        boolean unused = clock.awaitTermination(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
        new ArrayList<>(undone).forEach(this::undo);
    }
}
