package dev.slipway.endtoend;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pushed change and the end it must come to.
 *
 * @param title what the case is about
 * @param edits what is changed in the sample before the push
 * @param stage the stage that must end the run
 * @param reason regular expression that must be found in that stage's reason or log tail
 * @param notReached stages that must not have begun
 */
record Scenario(String title, List<Edit> edits, String stage, String reason, List<String> notReached) {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    /**
     * One changed file.
     *
     * @param find text that must be there exactly once; absent to write the whole file
     */
    record Edit(String file, @Nullable String find, String put) {

        void apply(Path work) {
            try {
                Path target = work.resolve(file);
                if (find == null) {
                    Files.writeString(target, put);
                    return;
                }
                String before = Files.readString(target);
                if (before.split(java.util.regex.Pattern.quote(find), -1).length != 2) {
                    throw new IllegalStateException(file + " must hold exactly once: " + find);
                }
                Files.writeString(target, before.replace(find, put));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<Scenario> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            JsonMapper json = JsonMapper.builder().build();
            return files.sorted()
                    .map(file -> {
                        try {
                            return json.readValue(file.toFile(), Scenario.class);
                        } catch (IOException e) {
                            throw new UncheckedIOException(file.toString(), e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
