package dev.slipway.steplog;

import java.util.List;

/** Where the lines of one step go. */
@FunctionalInterface
public interface LogSink {

    /**
     * Stores lines behind all earlier ones. Never called concurrently by one {@link StepLog}; the list is never empty
     * and never changes.
     *
     * <p>What it throws comes out of the {@code StepLog} call that wrote or flushed; the lines of that batch stay with
     * the log and are handed over again, together with the newer ones, at the next flush. A sink that stored a part
     * before it threw will therefore see that part again.
     */
    void append(List<LogLine> lines);
}
