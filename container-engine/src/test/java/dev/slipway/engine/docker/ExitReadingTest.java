package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitReadingTest {

    private static final Instant ENGINE_START = Instant.parse("2026-01-31T12:00:00Z");

    /** Times in seconds from the start of the engine that answers. */
    @ParameterizedTest(name = "code {0}, started {1}, ended {2}: taken down {3}")
    @CsvSource({
        "137, -600, -3, true",
        "3, -600, -3600, true",
        "1, -600, 1, true",
        "0, -600, -3, true",
        "0, -600, -300, false",
        "0, 5, 10, false",
        "137, 5, 10, false"
    })
    void commandEndedWithItsEngineIsLost(int code, long started, long ended, boolean takenDown) {
        assertThat(ExitReading.takenDown(code, at(started), at(ended), Optional.of(ENGINE_START)))
                .isEqualTo(takenDown);
    }

    @Test
    void unknownStartOfTheEngineIsNoEvidence() {
        assertThat(ExitReading.takenDown(137, at(-600), at(-3), Optional.empty()))
                .isFalse();
    }

    @Test
    void yearOneMeansNever() {
        assertThat(ExitReading.time("0001-01-01T00:00:00Z")).isEmpty();
        assertThat(ExitReading.time("2026-01-31T12:00:00.000000001Z")).isPresent();
    }

    private static Optional<Instant> at(long seconds) {
        return Optional.of(ENGINE_START.plusSeconds(seconds));
    }
}
