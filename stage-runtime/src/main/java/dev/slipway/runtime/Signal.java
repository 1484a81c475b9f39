package dev.slipway.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a waiting thread early. A wake-up that comes before the wait is not lost. */
public final class Signal {

    private final Semaphore permits = new Semaphore(0);

    public void raise() {
        permits.release();
    }

    /** Waits until raised, at most {@code longest}; several wake-ups count as one. */
    public void await(Duration longest) throws InterruptedException {
        if (permits.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
