package dev.slipway.builder.outbound.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a fetch when it takes too long altogether, or when the thread is interrupted. */
final class FetchProgress extends EmptyProgressMonitor {

    private final Thread worker = Thread.currentThread();
    private final long deadline;

    FetchProgress(Duration limit) {
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return worker.isInterrupted() || System.nanoTime() - deadline > 0;
    }
}
