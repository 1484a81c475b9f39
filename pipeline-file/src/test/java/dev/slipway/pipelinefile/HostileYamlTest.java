package dev.slipway.pipelinefile;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pipelinefile.compose.ComposeFileReader;
import dev.slipway.pipelinefile.compose.ComposeFileResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileYamlTest {

    private static final String VALID = MalformedFiles.text("/pipeline-file/slipway.yml");

    static Stream<Arguments> hostileFiles() {
        return Stream.of(
                Arguments.of("empty", utf8(""), "slipway.yml:1:1: the file is empty"),
                Arguments.of("only a comment", utf8("# nothing\n"), "slipway.yml:1:1: the file is empty"),
                Arguments.of("null", utf8("---\n"), "slipway.yml:1:1: is empty; a mapping with the keys"),
                Arguments.of("a list", utf8("- version: 1\n"), "slipway.yml:1:1: is a list; a mapping with the keys"),
                Arguments.of("a number", utf8("42"), "slipway.yml:1:1: is a number; a mapping with the keys"),
                Arguments.of(
                        "10 MB",
                        utf8("#".repeat(10 << 20)),
                        "slipway.yml:1:1: the file has 10485760 bytes; at most 1048576 bytes are read"),
                Arguments.of(
                        "UTF-16",
                        VALID.getBytes(UTF_16),
                        "slipway.yml:1:1: the file is not UTF-8 text; save it as UTF-8"),
                Arguments.of(
                        "Latin-1", new byte[] {'a', ':', ' ', (byte) 0xe4}, "slipway.yml:1:1: the file is not UTF-8"),
                Arguments.of(
                        "NUL",
                        utf8("version: 1\nx: \0"),
                        "slipway.yml:2:4: not YAML: a character that is not allowed, U+0000"),
                Arguments.of(
                        "depth",
                        utf8("version: " + "[".repeat(10_000)),
                        "slipway.yml:1:59: nested deeper than 50 levels"),
                Arguments.of(
                        "block depth", utf8("- ".repeat(60) + "x"), "slipway.yml:1:101: nested deeper than 50 levels"),
                Arguments.of("billion laughs", utf8(billionLaughs()), "more than 50 aliases (*); write it out"),
                Arguments.of(
                        "a Java class",
                        utf8("version: !!javax.script.ScriptEngineManager [ ]"),
                        "slipway.yml:1:10: tags (!) are not allowed; remove the tag"),
                Arguments.of(
                        "a tag",
                        utf8("version: !!int \"1\""),
                        "slipway.yml:1:10: tags (!) are not allowed; remove the tag"),
                Arguments.of(
                        "two documents", utf8(VALID + "---\n" + VALID), "slipway.yml:29:1: a second document (---)"),
                Arguments.of("a loop", utf8("version: &a [ *a ]"), "slipway.yml:1:10: version: is a list; write 1"),
                Arguments.of(
                        "a loop of mappings",
                        utf8("version: 1\ncomponents: &a { x: *a }"),
                        "slipway.yml:2:18: components.x.x: unknown key"),
                Arguments.of(
                        "an unknown alias",
                        utf8("version: *nobody"),
                        "slipway.yml:1:10: not YAML: found undefined alias"),
                Arguments.of("a huge number", utf8("version: 1e999999"), "version: is a number; write 1"),
                Arguments.of(
                        "a long number",
                        utf8("version: " + "9".repeat(1000)),
                        "version: " + "9".repeat(100) + "… is out"),
                Arguments.of(
                        "10 000 steps",
                        utf8(VALID.replace("./compile.sh", "[ " + "make, ".repeat(10_000) + "make ]")),
                        "slipway.yml:9:12: components.auth-service.build.run: has 10001 lines with 40004 characters;"
                                + " at most 200 lines with 32000 characters: put them into a script"),
                Arguments.of(
                        "one endless step",
                        utf8(VALID.replace("./compile.sh", "x".repeat(50_000))),
                        "build.run: has 1 lines with 50000 characters"),
                Arguments.of(
                        "1000 components",
                        utf8("version: 1\ncomponents:\n" + components(1000)),
                        "slipway.yml:2:1: components: has 1000 components; at most 50"),
                Arguments.of(
                        "secrets in if",
                        utf8(VALID.replace("path: .", "if: ${{ secrets.NPM_TOKEN }}")),
                        "slipway.yml:4:5: components.auth-service.if: unknown key"),
                Arguments.of(
                        "an unknown version", utf8("version: 99\n"), "slipway.yml:1:10: version: 99 is out of range"),
                Arguments.of("tabs", utf8("version: 1\n\tcomponents: {}\n"), "not YAML"),
                Arguments.of(
                        "duplicate keys", utf8("version: 1\nversion: 1\n"), "slipway.yml:2:1: version: duplicate key"),
                Arguments.of(
                        "wrong types",
                        utf8("version: [ 1 ]\ncomponents: 7\nenvironments: no\n"),
                        "slipway.yml:2:13: components: is not a mapping"),
                Arguments.of(
                        "a name that climbs",
                        utf8("version: 1\ncomponents: { ../x: {} }"),
                        "slipway.yml:2:15: components.../x: not a valid name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileFiles")
    void hostileFilesAreRefusedQuickly(String name, byte[] content, String expected) {
        var mistakes = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> PipelineFileReaderTest.mistakes(content));

        assertThat(mistakes).as(name).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        assertThat(mistakes.stream().map(Object::toString).toList())
                .as(name)
                .anySatisfy(mistake -> assertThat(mistake).contains(expected));
    }

    @Test
    void mergeLoopsEnd() {
        var mistakes = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> PipelineFileReaderTest.mistakes(utf8("version: 1\ncomponents: &a { <<: *a, x: { <<: *a } }")));

        assertThat(mistakes).isNotEmpty();
    }

    @Test
    void mergeKeysAreRefused() {
        var content = "version: 1\ncomponents:\n  app:\n    build: &b { image: a, run: b, artifacts: c }\n"
                + "    package: { image: a }\n    test: { <<: *b, compose: x }\n";

        assertThat(PipelineFileReaderTest.mistakes(utf8(content)).stream().map(Object::toString))
                .contains("slipway.yml:6:13: components.app.test.<<: merge keys (<<) are not read; write the keys out");
    }

    @Test
    void byteOrderMarkIsSkipped() {
        assertThat(PipelineFileReaderTest.mistakes(utf8("\uFEFF" + VALID))).isEmpty();
    }

    @Test
    void thousandsOfMistakesAreCut() {
        assertThat(PipelineFileReaderTest.mistakes(utf8("version: 1\n" + manyKeys(10_000))))
                .hasSize(100);
    }

    @Test
    void composeFilesAreSmaller() {
        var result = ComposeFileReader.read("docker-compose.yml", utf8("#".repeat(300 << 10)), Set.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        ComposeFileResult.Invalid.class,
                        invalid -> assertThat(invalid.mistakes().stream().map(Object::toString))
                                .isEqualTo(
                                        List.of(
                                                "docker-compose.yml:1:1: the file has 307200 bytes; at most 262144 bytes are read")));
    }

    private static String manyKeys(int count) {
        var keys = new StringBuilder();
        for (var i = 0; i < count; i++) {
            keys.append("key").append(i).append(": 1\n");
        }
        return keys.toString();
    }

    private static String components(int count) {
        var components = new StringBuilder();
        for (var i = 0; i < count; i++) {
            components.append("  c").append(i).append(":\n");
        }
        return components.toString();
    }

    private static String billionLaughs() {
        var text = new StringBuilder("a0: &a0 [ lol, lol ]\n");
        for (var i = 1; i < 10; i++) {
            text.append("a%d: &a%d [ %s ]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
