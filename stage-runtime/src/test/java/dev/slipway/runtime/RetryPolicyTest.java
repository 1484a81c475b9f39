package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(5), Duration.ofSeconds(60));

    @Test
    void delayDoublesUpToItsBound() {
        assertThat(policy.delayAfter(1, 0)).contains(Duration.ofSeconds(5));
        assertThat(policy.delayAfter(2, 0)).contains(Duration.ofSeconds(10));
        assertThat(policy.delayAfter(4, 0)).contains(Duration.ofSeconds(40));
        assertThat(policy.delayAfter(5, 0)).contains(Duration.ofSeconds(60));
    }

    @Test
    void oneFailureTooManyEndsIt() {
        assertThat(policy.delayAfter(6, 0)).isEmpty();
    }

    @Test
    void jitterStretchesByAFifthAtMost() {
        assertThat(policy.delayAfter(1, 1)).contains(Duration.ofSeconds(6));
    }

    @Test
    void endlessPatienceNeverOverflows() {
        RetryPolicy endless = new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(5));

        assertThat(endless.delayAfter(100_000, 0)).contains(Duration.ofSeconds(5));
    }
}
