package dev.slipway.pipelinefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cases of a text file: {@code # name}, lines {@code -} that are taken out of a valid file and lines {@code +} put in
 * their place, lines {@code >} with the mistakes that follow.
 */
public record MalformedFiles(String name, String content, List<String> mistakes) {

    public static Stream<MalformedFiles> of(String folder, String validFile) {
        var valid = text("/" + folder + "/" + validFile);
        var cases = new ArrayList<MalformedFiles>();
        for (var block : text("/" + folder + "/malformed.txt").split("\n(?=# )", -1)) {
            var out = lines(block, "-");
            var in = lines(block, "+");
            assertThat(valid).as(block).contains(out);
            var name = block.lines().findFirst().orElseThrow().substring(2);
            var mistakes = block.lines()
                    .filter(line -> line.startsWith("> "))
                    .map(line -> line.substring(2))
                    .toList();
            cases.add(new MalformedFiles(name, valid.replace(out, in), mistakes));
        }
        return cases.stream();
    }

    public void check(Function<byte[], List<?>> reader) {
        var found = reader.apply(content.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Object::toString)
                .toList();
        assertThat(String.join("\n", found)).as(content).isEqualTo(String.join("\n", mistakes));
    }

    public static String text(String resource) {
        try (var stream = MalformedFiles.class.getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(String block, String mark) {
        var lines = block.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(1) + "\n")
                .toList();
        return String.join("", lines);
    }

    @Override
    public String toString() {
        return name;
    }
}
