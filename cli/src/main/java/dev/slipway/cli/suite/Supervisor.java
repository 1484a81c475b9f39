package dev.slipway.cli.suite;

import dev.slipway.cli.suite.SuiteReport.Notice;
import dev.slipway.cli.suite.SuiteReport.Phase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Starts all parts in order, watches them, and stops them in the opposite order. Says what happens in its own log and in
 * the report file.
 */
final class Supervisor implements Journal {

    private static final int NOTICES = 30;
    private static final Duration KEEPERS_END_WITHIN = Duration.ofSeconds(5);

    private final SuiteHome home;
    private final List<PartKeeper> keepers;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final PrintWriter log;
    private final Clock clock;
    private final Instant since;
    private final Deque<Notice> notices = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch allReady = new CountDownLatch(1);
    private Phase phase = Phase.STARTING;
    private @Nullable String problem;

    Supervisor(SuiteHome home, Ports ports, List<Part> parts, PrintWriter log, Clock clock) {
        this.home = home;
        this.log = log;
        this.clock = clock;
        this.since = clock.instant();
        this.keepers = parts.stream()
                .map(part -> new PartKeeper(part, ports, this, clock))
                .toList();
    }

    /** Returns when every part was ready for the first time; never if one cannot be started. */
    void awaitAllReady() throws InterruptedException {
        allReady.await();
    }

    /**
     * Runs until {@link #stop} is called, or until a part cannot be started at all: then everything is stopped again.
     *
     * @return whether the suite was up
     */
    boolean run() throws InterruptedException {
        try {
            startAll();
            enter(Phase.RUNNING, null);
            note("all parts are ready");
            allReady.countDown();
        } catch (SuiteException e) {
            if (phase() == Phase.STOPPING) {
                over.await();
                return true;
            }
            note("giving up: " + e.getMessage());
            stopParts();
            enter(Phase.FAILED, e.getMessage());
            return false;
        }
        over.await();
        return true;
    }

    private void startAll() {
        for (Part.Tier tier : Part.Tier.values()) {
            List<PartKeeper> ofTier = keepers.stream()
                    .filter(keeper -> keeper.part().tier() == tier)
                    .toList();
            for (PartKeeper keeper : ofTier) {
                threads.add(
                        Thread.ofPlatform().daemon().name(keeper.part().name()).start(keeper));
            }
            for (PartKeeper keeper : ofTier) {
                awaitFirst(keeper);
            }
        }
    }

    private static void awaitFirst(PartKeeper keeper) {
        try {
            keeper.firstReady().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SuiteException problem ? problem : e;
        }
    }

    /** Stops everything within bounded time. */
    void stop() throws InterruptedException {
        if (phase() == Phase.FAILED) {
            return;
        }
        enter(Phase.STOPPING, null);
        note("stopping");
        stopParts();
        note("stopped");
        over.countDown();
    }

    /** Ends the watching and leaves the parts to themselves, as the death of this process would. */
    void abandon() throws InterruptedException {
        endKeepers();
        over.countDown();
    }

    private void endKeepers() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join(KEEPERS_END_WITHIN);
        }
    }

    private void stopParts() throws InterruptedException {
        endKeepers();
        PartShutdown.stop(keepers.stream().map(PartKeeper::part).toList());
    }

    @Override
    public synchronized void note(String text) {
        Instant now = clock.instant();
        log.printf("%s %s%n", now.truncatedTo(ChronoUnit.MILLIS), text);
        log.flush();
        notices.addLast(new Notice(now, text));
        if (notices.size() > NOTICES) {
            notices.removeFirst();
        }
        changed();
    }

    private synchronized Phase phase() {
        return phase;
    }

    private synchronized void enter(Phase next, @Nullable String why) {
        phase = next;
        problem = why;
        changed();
    }

    @Override
    public synchronized void changed() {
        new SuiteReport(
                        ProcessHandle.current().pid(),
                        since,
                        phase,
                        problem,
                        keepers.stream().map(PartKeeper::report).toList(),
                        List.copyOf(notices))
                .write(home.report());
    }

    @Override
    public Path logOf(String part) {
        return home.log(part);
    }
}
