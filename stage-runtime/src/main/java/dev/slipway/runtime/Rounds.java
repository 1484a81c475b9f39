package dev.slipway.runtime;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Does something again and again on a thread of its own; a round that fails does not end the rounds. */
public final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final Thread thread;

    /**
     * The first round begins after {@code first}, each further one {@code pause} after the end of the one before; a
     * signal ends either wait early.
     */
    public Rounds(String name, Duration first, Duration pause, Signal early, Runnable round) {
        this.thread = Thread.ofPlatform().name(name).daemon().start(() -> repeat(first, pause, early, round));
    }

    public void stop() {
        thread.interrupt();
    }

    private static void repeat(Duration first, Duration pause, Signal early, Runnable round) {
        try {
            early.await(first);
            while (true) {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    LOG.warnf("%s: %s", Thread.currentThread().getName(), Outages.summary(e));
                }
                early.await(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
