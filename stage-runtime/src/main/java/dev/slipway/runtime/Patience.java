package dev.slipway.runtime;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Waits out an outage of the database, so that it never costs an event. */
public final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final RetryPolicy POLICY =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(5));

    private Patience() {}

    /**
     * Runs the transaction again and again until it commits. Only an outage is waited out; any other failure comes out at
     * once.
     */
    public static void untilCommitted(Runnable transaction) {
        for (int failed = 1; ; failed++) {
            try {
                QuarkusTransaction.requiringNew().run(transaction);
                return;
            } catch (RuntimeException e) {
                if (!Outages.isOutage(e)) {
                    throw e;
                }
                LOG.warnf("the database does not answer, trying again: %s", Outages.summary(e));
                pause(POLICY.delayAfter(failed, 0).orElseThrow());
            }
        }
    }

    private static void pause(Duration delay) {
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the database did not answer; the record stays unread", e);
        }
    }
}
