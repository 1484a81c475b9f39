package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCursorTest {

    @Test
    void textAndPositionsAreTheSame() {
        LogCursor cursor = new LogCursor(Map.of("packager", 3L, "builder", 12L));

        assertThat(cursor).hasToString("builder:12,packager:3");
        assertThat(LogCursor.parse("builder:12,packager:3")).contains(cursor);
        assertThat(cursor.of("tester")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"builder", "builder:", ":1", "builder:-1", "builder:1,", "Builder:1", "a:99999999999999999999"})
    void foreignTextIsNoCursor(String text) {
        assertThat(LogCursor.parse(text)).isEmpty();
    }
}
