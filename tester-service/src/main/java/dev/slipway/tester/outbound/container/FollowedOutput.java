package dev.slipway.tester.outbound.container;

import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Carries a container's output into the user's log while somebody waits for its end, and remembers the last lines. */
final class FollowedOutput {

    private static final int REMEMBERED = 20;
    private static final int BROKEN_STREAMS = 5;
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final ContainerEngine engine;
    private final ContainerHandle container;
    private final StepLog log;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final StepLog tail = new StepLog(this::remember, SecretMask.NONE, Clock.systemUTC());
    private LogPosition position = LogPosition.BEGINNING;

    FollowedOutput(ContainerEngine engine, ContainerHandle container, StepLog log) {
        this.engine = engine;
        this.container = container;
        this.log = log;
    }

    /** Returns what {@code waiting} returns, when the output is complete too. */
    <T> T during(Supplier<T> waiting) throws InterruptedException {
        Thread follower = Thread.ofVirtual().name("follow-" + container.name()).start(this::follow);
        try {
            T result = waiting.get();
            if (!follower.join(DRAIN)) {
                log.say("the rest of the output did not arrive within " + DRAIN.toSeconds() + " s");
            }
            return result;
        } finally {
            follower.interrupt();
        }
    }

    /** The end of the output; to be asked once, after {@link #during}. */
    List<String> lastLines() {
        tail.close();
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    private void follow() {
        for (int broken = 1; ; broken++) {
            try {
                engine.follow(container, position, this::write);
                return;
            } catch (ContainerEngineException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (broken == BROKEN_STREAMS || !e.retryable()) {
                    log.say("the rest of the output cannot be read: " + e.getMessage());
                    return;
                }
            }
        }
    }

    private void write(LogFrame frame) {
        boolean error = frame.stream() == LogFrame.Stream.STDERR;
        log.write(error ? LogLine.Stream.STDERR : LogLine.Stream.STDOUT, frame.at(), frame.bytes());
        tail.out(frame.bytes());
        position = frame.position();
    }

    private void remember(List<LogLine> lines) {
        synchronized (lastLines) {
            for (LogLine line : lines) {
                lastLines.add(line.text());
                if (lastLines.size() > REMEMBERED) {
                    lastLines.removeFirst();
                }
            }
        }
    }
}
