package dev.slipway.tester.outbound.container;

import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.outbound.output.LastLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Carries a container's output into the user's log while somebody waits for its end, and remembers the last lines. */
final class FollowedOutput {

    private static final Logger LOG = Logger.getLogger(FollowedOutput.class);
    private static final int BROKEN_STREAMS = 5;
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final ContainerEngine engine;
    private final ContainerHandle container;
    private final StepLog log;
    private final LastLines tail = new LastLines();
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
        return tail.end();
    }

    private void follow() {
        for (int broken = 1; !Thread.currentThread().isInterrupted(); broken++) {
            try {
                engine.follow(container, position, this::write);
                return;
            } catch (RuntimeException e) {
                // Engine or log store did not answer; the test itself goes on.
                if (broken == BROKEN_STREAMS) {
                    LOG.warnf("%s: the rest of its output is not shown: %s", container.name(), e);
                    return;
                }
                pause(broken);
            }
        }
    }

    private void write(LogFrame frame) {
        // First, because a log that could not store a line has kept it for the next time.
        position = frame.position();
        tail.write(frame.bytes());
        boolean error = frame.stream() == LogFrame.Stream.STDERR;
        log.write(error ? LogLine.Stream.STDERR : LogLine.Stream.STDOUT, frame.at(), frame.bytes());
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
