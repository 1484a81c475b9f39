package dev.slipway.steplog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<RawLine> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void partialLinesAreJoinedAcrossChunks() {
        feed("hel", "lo\nwor", "ld");
        splitter.finish();

        assertThat(texts()).containsExactly("hello", "world");
    }

    @Test
    void unfinishedLineIsHeldBackUntilTheEnd() {
        feed("prompt> ");

        assertThat(lines).isEmpty();
    }

    @Test
    void emptyLinesAreKept() {
        feed("a\n\nb\n");

        assertThat(texts()).containsExactly("a", "", "b");
    }

    @Test
    void windowsLineEndIsOneLineEnd() {
        feed("a\r", "\nb\r\n");

        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void progressKeepsItsLastState() {
        feed("10%\r50%\r", "100%\r\ndone\n");

        assertThat(texts()).containsExactly("100%", "done");
    }

    @Test
    void multiByteCharacterMayBeSplit() {
        byte[] snowman = "☃🚀".getBytes(StandardCharsets.UTF_8);
        for (byte b : snowman) {
            splitter.accept(new byte[] {b});
        }
        splitter.finish();

        assertThat(texts()).containsExactly("☃🚀");
    }

    @Test
    void malformedBytesAreReplaced() {
        splitter.accept(new byte[] {'a', (byte) 0xFF, 'b', '\n', (byte) 0xE2, (byte) 0x98});
        splitter.finish();

        assertThat(texts()).containsExactly("a\uFFFDb", "\uFFFD");
    }

    @Test
    void tooLongLineIsCutAndTheNextOneIsWhole() {
        feed("x".repeat(LineSplitter.LINE_LIMIT_BYTES + 1), "x".repeat(100_000) + "\nnext\n");

        assertThat(lines.get(0).cut()).isTrue();
        assertThat(lines.get(0).text()).hasSize(LineSplitter.LINE_LIMIT_BYTES);
        assertThat(lines.get(1)).isEqualTo(new RawLine("next", false));
    }

    @Test
    void lineOfExactlyTheLimitIsNotCut() {
        feed("x".repeat(LineSplitter.LINE_LIMIT_BYTES) + "\n");

        assertThat(lines.get(0).cut()).isFalse();
    }

    @Test
    void cutNeverSplitsACharacter() {
        feed("x" + "🚀".repeat(LineSplitter.LINE_LIMIT_BYTES / 4) + "\n");

        byte[] utf8 = lines.get(0).text().getBytes(StandardCharsets.UTF_8);
        assertThat(lines.get(0).text()).doesNotContain("?");
        assertThat(new String(utf8, StandardCharsets.UTF_8))
                .isEqualTo(lines.get(0).text());
    }

    @Test
    void chunkingMakesNoDifference() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] input = noise(random);
            List<RawLine> whole = split(List.of(input));
            List<RawLine> chunked = split(chunks(input, random));

            assertThat(chunked).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Anything, rich in line ends, escapes and broken characters. */
    private static byte[] noise(Random random) {
        byte[] special = {'\n', '\r', 0x1B, '[', ']', 'm', '3', ';', 0x07, (byte) 0xE2, (byte) 0x98, (byte) 0x83, 0};
        byte[] input = new byte[random.nextInt(30_000)];
        random.nextBytes(input);
        for (int i = 0; i < input.length; i++) {
            if (random.nextInt(3) == 0) {
                input[i] = special[random.nextInt(special.length)];
            }
        }
        return input;
    }

    static List<byte[]> chunks(byte[] input, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        int from = 0;
        while (from < input.length) {
            int to = Math.min(input.length, from + 1 + random.nextInt(random.nextBoolean() ? 5 : 20_000));
            chunks.add(Arrays.copyOfRange(input, from, to));
            from = to;
        }
        return chunks;
    }

    private static List<RawLine> split(List<byte[]> chunks) {
        List<RawLine> result = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(result::add);
        chunks.forEach(splitter::accept);
        splitter.finish();
        return result;
    }

    private void feed(String... chunks) {
        for (String chunk : chunks) {
            splitter.accept(chunk.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> texts() {
        return lines.stream().map(RawLine::text).toList();
    }
}
