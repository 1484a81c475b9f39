package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalTest {

    @Test
    void wakeUpBeforeTheWaitIsNotLost() throws Exception {
        Signal signal = new Signal();
        signal.raise();

        CompletableFuture<Void> waiter = waiting(signal);

        assertThat(waiter).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void wakeUpDuringTheWaitEndsIt() {
        Signal signal = new Signal();
        CompletableFuture<Void> waiter = waiting(signal);

        signal.raise();

        assertThat(waiter).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Void> waiting(Signal signal) {
        return CompletableFuture.runAsync(() -> {
            try {
                signal.await(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
