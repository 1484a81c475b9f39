package dev.slipway.endtoend.chaos.observer;

import dev.slipway.endtoend.chaos.checker.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What services write about runs that they gave up. */
public final class ServiceLogs {

    private static final Pattern GIVEN_UP =
            Pattern.compile("^(\\S+) .*run=([0-9a-f-]{36}) (?:was taken over; the result of attempt|goes on elsewhere"
                    // The database was away at that moment: the result is dropped all the same.
                    + "|could not be concluded now).*");

    private ServiceLogs() {}

    /** @param folder one file per part; the one before a large log was turned over counts too */
    public static List<Rejection> rejections(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(ServiceLogs::ofFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static Stream<Rejection> ofFile(Path file) {
        String part = String.valueOf(file.getFileName()).replaceFirst("\\.log.*$", "");
        try {
            // A process that was killed may have left half a character.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(GIVEN_UP::matcher)
                    .filter(Matcher::matches)
                    .map(line -> new Rejection(
                            part,
                            line.group(2),
                            OffsetDateTime.parse(line.group(1)).toInstant()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
