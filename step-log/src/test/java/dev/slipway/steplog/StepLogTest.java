package dev.slipway.steplog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.steplog.LogLine.Stream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepLogTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final RecordingSink sink = new RecordingSink();
    private final StepLog log = new StepLog(sink, SecretMask.of(Map.of("TOKEN", "hunter2")), CLOCK);

    @Test
    void linesKeepStreamTimeAndOrder() {
        log.say("$ ./compile.sh");
        log.out("compiling\n".getBytes(UTF_8));
        log.write(Stream.STDERR, NOON.minusSeconds(1), "warning\n".getBytes(UTF_8));
        log.close();

        assertThat(sink.lines())
                .containsExactly(
                        new LogLine(NOON, Stream.SUITE, "$ ./compile.sh"),
                        new LogLine(NOON, Stream.STDOUT, "compiling"),
                        new LogLine(NOON.minusSeconds(1), Stream.STDERR, "warning"));
    }

    @Test
    void secretSplitOverTwoWritesIsMasked() {
        log.out("token is hun".getBytes(UTF_8));
        log.flush();
        log.out("ter2\n".getBytes(UTF_8));
        log.close();

        assertThat(sink.texts()).containsExactly("token is ***");
    }

    @Test
    void secretBrokenByControlCharactersIsMasked() {
        log.out("hun\0te\u001B[2Kr2\n".getBytes(UTF_8));
        log.close();

        assertThat(sink.texts()).containsExactly("***");
    }

    @Test
    void suiteMasksItsOwnLines() {
        log.say("$ docker run -e TOKEN=hunter2");
        log.close();

        assertThat(sink.texts()).containsExactly("$ docker run -e TOKEN=***");
    }

    @Test
    void streamsDoNotMixWithinALine() {
        log.out("out".getBytes(UTF_8));
        log.err("err".getBytes(UTF_8));
        log.out("put\n".getBytes(UTF_8));
        log.err("or\n".getBytes(UTF_8));
        log.close();

        assertThat(sink.texts()).containsExactly("output", "error");
    }

    @Test
    void outputBeyondTheLimitIsDroppedAndSaidOnce() {
        byte[] line = ("x".repeat(1023) + "\n").getBytes(UTF_8);
        for (int written = 0; written < StepLog.LIMIT_BYTES + 100 * line.length; written += line.length) {
            log.out(line);
        }
        log.say("exit code 0");
        log.close();

        List<String> texts = sink.texts();
        assertThat(texts).hasSize(StepLog.LIMIT_BYTES / 1024 + 2);
        assertThat(texts.subList(texts.size() - 2, texts.size()))
                .containsExactly("truncated: output beyond 16 MiB is not stored", "exit code 0");
    }

    @Test
    void cutLineIsMarked() {
        log.out(("x".repeat(70_000) + "\n").getBytes(UTF_8));
        log.close();

        assertThat(sink.texts())
                .singleElement()
                .asString()
                .hasSize(64 * 1024 + StepLog.CUT_MARK.length())
                .endsWith(StepLog.CUT_MARK);
    }

    @Test
    void tooShortSecretIsSaid() {
        StepLog warned = new StepLog(sink, SecretMask.of(Map.of("PIN", "12")), CLOCK);
        warned.close();

        assertThat(sink.texts()).singleElement().asString().contains("secret PIN is shorter than 4 characters");
    }

    @Test
    void waitingLineIsHandedOverWithoutFurtherCalls() {
        log.out("compiling for an hour\n".getBytes(UTF_8));

        await().untilAsserted(() -> assertThat(sink.texts()).containsExactly("compiling for an hour"));
    }

    @Test
    void linesOfAFailedHandOverAreNotLost() {
        log.out("one\n".getBytes(UTF_8));
        sink.failNext(1);
        assertThatThrownBy(log::flush).hasMessage("store is down");

        log.out("two\n".getBytes(UTF_8));
        log.close();

        assertThat(sink.texts()).containsExactly("one", "two");
    }

    @Test
    void closeMayBeRepeatedAndWritingIsOver() {
        log.out("last".getBytes(UTF_8));
        log.close();
        log.close();

        assertThat(sink.texts()).containsExactly("last");
        assertThatThrownBy(() -> log.say("more")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anyChunkingGivesTheSameLogAndNoSecret() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            String secret = SecretMaskTest.word(random, 5 + random.nextInt(30));
            byte[] input = outputWith(secret, random).getBytes(UTF_8);

            List<String> whole = logged(secret, List.of(input));
            List<String> chunked = logged(secret, LineSplitterTest.chunks(input, random));

            assertThat(chunked).as("seed %d", seed).isEqualTo(whole);
            assertThat(String.join("\n", chunked))
                    .as("seed %d", seed)
                    .doesNotContain(secret)
                    .contains("***");
        }
    }

    private static String outputWith(String secret, Random random) {
        StringBuilder output = new StringBuilder(secret);
        String[] noise = {"\n", "\r", "☃", "\u001B[31m", "\u001B]0;t\u0007", " ", "\0", "x".repeat(30_000)};
        for (int i = 0; i < 60; i++) {
            output.append(random.nextInt(4) == 0 ? secret : noise[random.nextInt(noise.length)]);
        }
        return output.append("\n").append(secret).toString();
    }

    private static List<String> logged(String secret, List<byte[]> chunks) {
        RecordingSink sink = new RecordingSink();
        try (StepLog log = new StepLog(sink, SecretMask.of(Map.of("SECRET", secret)), CLOCK)) {
            chunks.forEach(log::out);
        }
        return sink.texts();
    }
}
