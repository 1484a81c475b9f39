package dev.slipway.cli.suite;

import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.cli.suite.SuiteReport.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps one part running: starts it, waits until it is ready, starts it again whenever it dies. */
final class PartKeeper implements Runnable {

    private static final Duration WATCH = Duration.ofMillis(300);
    private static final Duration READY_POLL = Duration.ofMillis(150);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    /** A part that served for longer was well: whatever ended it came from outside, so it is back at once. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final Duration CLEAN_UP = Duration.ofSeconds(5);
    private static final int FIRST_ATTEMPTS = 2;
    private static final int LARGEST_SHIFT = 5;

    private final Part part;
    private final Ports ports;
    private final Journal journal;
    private final Clock clock;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();

    private volatile State state = State.WAITING;
    private volatile Instant since;
    private final AtomicInteger restarts = new AtomicInteger();
    private int failuresInARow;

    PartKeeper(Part part, Ports ports, Journal journal, Clock clock) {
        this.part = part;
        this.ports = ports;
        this.journal = journal;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Done when the part answered for the first time; failed with what stands in the way. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    Part part() {
        return part;
    }

    PartReport report() {
        var pid = part.pid();
        return new PartReport(
                part.name(),
                state,
                pid.isPresent() ? pid.getAsLong() : null,
                part.ports().stream().map(port -> port.number(ports)).toList(),
                restarts.get(),
                since);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                String end = keepOnce();
                failuresInARow++;
                if (!firstReady.isDone() && failuresInARow >= FIRST_ATTEMPTS) {
                    firstReady.completeExceptionally(new SuiteException(end));
                    return;
                }
                Duration pause = backOff(failuresInARow);
                restarts.incrementAndGet();
                journal.note("%s; starting it again in %d s".formatted(end, pause.toSeconds()));
                enter(State.RESTARTING);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            firstReady.completeExceptionally(new SuiteException(part.name() + " was stopped"));
            enter(State.STOPPED);
        }
    }

    /** @return one sentence about how it ended */
    private String keepOnce() throws InterruptedException {
        enter(State.STARTING);
        try {
            part.start();
        } catch (SuiteException e) {
            return e.getMessage() == null ? part.name() + " did not start" : e.getMessage();
        }
        boolean answered = Await.until(READY_WITHIN, READY_POLL, () -> !part.alive() || part.ready());
        if (!part.alive()) {
            return "%s %s before it was ready (%s)".formatted(part.name(), lastWords(), journal.logOf(part.name()));
        }
        if (!answered) {
            part.stop(CLEAN_UP);
            return "%s was not ready within %d s (%s)"
                    .formatted(part.name(), READY_WITHIN.toSeconds(), journal.logOf(part.name()));
        }
        Instant ready = clock.instant();
        journal.note("%s is ready after %.1f s"
                .formatted(part.name(), Duration.between(since, ready).toMillis() / 1000.0));
        enter(State.READY);
        firstReady.complete(null);
        Await.until(Duration.ofDays(3650), WATCH, () -> !part.alive());
        if (Duration.between(ready, clock.instant()).compareTo(STEADY) > 0) {
            failuresInARow = 0;
        }
        return part.name() + " " + lastWords();
    }

    private String lastWords() {
        String words = part.lastWords();
        return words.isEmpty() ? "died" : words;
    }

    /** Doubles from one second up to half a minute. */
    static Duration backOff(int failures) {
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(Math.max(0, failures - 1), LARGEST_SHIFT));
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    private void enter(State next) {
        state = next;
        since = clock.instant();
        journal.changed();
    }
}
