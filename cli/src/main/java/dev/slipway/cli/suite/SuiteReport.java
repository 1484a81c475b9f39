package dev.slipway.cli.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor says about itself and its parts, in a file that other commands read.
 *
 * @param supervisor its process
 * @param problem why it gave up; present exactly when it failed
 * @param notices what happened lately, oldest first
 */
public record SuiteReport(
        long supervisor,
        Instant since,
        Phase phase,
        @Nullable String problem,
        List<PartReport> parts,
        List<Notice> notices) {

    /** How far the whole suite is. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        FAILED
    }

    /** How far one part is. */
    public enum State {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        STOPPED
    }

    /**
     * One part.
     *
     * @param pid absent when it does not run
     * @param ports numbers on 127.0.0.1
     * @param restarts how often it had to be started again since the supervisor started
     */
    public record PartReport(
            String name, State state, @Nullable Long pid, List<Integer> ports, int restarts, Instant since) {}

    /** Something a person should know. */
    public record Notice(Instant at, String text) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    void write(Path file) {
        try {
            SuiteFiles.replace(file, JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the report", e);
        }
    }

    public static Optional<SuiteReport> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), SuiteReport.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
