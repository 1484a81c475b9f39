package dev.slipway.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pipeline run as the console tells it. */
public record Run(
        String id,
        String repository,
        String ref,
        String revision,
        String version,
        long sequence,
        @Nullable String pusher,
        String state,
        boolean over,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        String traceId,
        List<Stage> stages) {

    private static final String SUCCEEDED = "succeeded";
    private static final int SHORT = 8;

    /** One stage of it; {@code details} by name, whatever the stage has to tell. */
    public record Stage(
            String stage,
            @Nullable String component,
            @Nullable String environment,
            @Nullable String loadBalancer,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String reason,
            @Nullable Integer exitCode,
            @Nullable List<String> logTail,
            @Nullable Map<String, JsonNode> details) {

        public boolean over() {
            return !state.equals("waiting") && !state.equals("running");
        }

        public boolean succeeded() {
            return state.equals(SUCCEEDED);
        }

        /** Ended short of its goal. */
        public boolean bad() {
            return over() && !succeeded() && !state.equals("skipped");
        }

        public List<String> tail() {
            return logTail == null ? List.of() : logTail;
        }

        public Optional<JsonNode> detail(String name) {
            return details == null ? Optional.empty() : Optional.ofNullable(details.get(name));
        }

        public Optional<Duration> took(Instant now) {
            return startedAt == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(startedAt, finishedAt == null ? now : finishedAt));
        }
    }

    public boolean succeeded() {
        return state.equals(SUCCEEDED);
    }

    /** Enough of the id for people to tell runs apart. */
    public String shortId() {
        return id.length() > SHORT ? id.substring(0, SHORT) : id;
    }

    public Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.stage().equals(name)).findFirst();
    }
}
