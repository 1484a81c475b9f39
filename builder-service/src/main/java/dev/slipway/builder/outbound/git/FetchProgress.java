package dev.slipway.builder.outbound.git;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a fetch when it takes too long or brings too much altogether, or when the thread is interrupted. */
final class FetchProgress extends EmptyProgressMonitor {

    private static final long NANOS_BETWEEN_LOOKS = Duration.ofMillis(200).toNanos();

    private final Thread worker = Thread.currentThread();
    private final long deadline;
    private final LongSupplier size;
    private final long maximumBytes;
    private long lookedAt = System.nanoTime();
    private volatile boolean tooLarge;

    /** @param size bytes of the copy that is fetched into, so far */
    FetchProgress(Duration limit, LongSupplier size, long maximumBytes) {
        this.deadline = System.nanoTime() + limit.toNanos();
        this.size = size;
        this.maximumBytes = maximumBytes;
    }

    /** Whether it brought more than is allowed, also when nobody looked in time to end it. */
    boolean isTooLarge() {
        return tooLarge || size.getAsLong() > maximumBytes;
    }

    @Override
    public boolean isCancelled() {
        long now = System.nanoTime();
        if (now - lookedAt > NANOS_BETWEEN_LOOKS) {
            lookedAt = now;
            tooLarge |= size.getAsLong() > maximumBytes;
        }
        return tooLarge || worker.isInterrupted() || now - deadline > 0;
    }
}
