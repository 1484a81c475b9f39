package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.engine.LogFrame.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCursorTest {

    private record Stamp(Stream stream, Instant at) {}

    @Test
    void anyInterruptionContinuesWithoutLossOrDoubling() {
        for (int seed = 0; seed < 200; seed++) {
            List<Stamp> log = log(new Random(seed));
            LogPosition position = LogPosition.BEGINNING;
            for (int stop = 0; stop < log.size(); stop++) {
                position = position.after(log.get(stop).stream(), log.get(stop).at());

                assertThat(after(position, log))
                        .as("seed %d, stop %d", seed, stop)
                        .isEqualTo(log.subList(stop + 1, log.size()));
            }
        }
    }

    /** Each stream's stamps never go back and often stand still; the two are independent of each other. */
    private static List<Stamp> log(Random random) {
        Instant[] clocks = {Instant.ofEpochSecond(100), Instant.ofEpochSecond(100)};
        List<Stamp> log = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int stream = random.nextInt(2);
            clocks[stream] = clocks[stream].plusNanos(random.nextInt(3));
            log.add(new Stamp(Stream.values()[stream], clocks[stream]));
        }
        return log;
    }

    private static List<Stamp> after(LogPosition since, List<Stamp> log) {
        LogCursor cursor = new LogCursor(LogPosition.parse(since.encode()));
        return log.stream()
                .filter(stamp -> cursor.advance(stamp.stream(), stamp.at()).isPresent())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1970-01-01T00:00:00Z/0",
                "1970-01-01T00:00:00Z/0 x/1",
                "1970-01-01T00:00:00Z/0 1970-01-01T00:00:00Z/x"
            })
    void foreignTextIsNoPosition(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LogPosition.parse(text));
    }
}
