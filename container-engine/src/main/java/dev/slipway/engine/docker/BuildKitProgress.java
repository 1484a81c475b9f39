package dev.slipway.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code docker-buildx --progress rawjson} prints: JSON documents, each over several lines, and plain lines
 * where the program itself has something to say. Steps run side by side; a line of another step than the one before
 * names its step again.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/v0.13.1/client/graph.go">the documents' type SolveStatus</a>
 */
final class BuildKitProgress {

    private static final String INTERNAL = "[internal] ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One step of the build; BuildKit calls it a vertex.
     *
     * @param name such as {@code [2/3] RUN make}
     * @param error null while nothing went wrong
     */
    record Step(
            String name,
            boolean started,
            boolean ended,
            @Nullable String error) {

        boolean isInternal() {
            return name.startsWith(INTERNAL);
        }

        /** The instruction as written. */
        String instruction() {
            return name.replaceFirst("^\\[[^]]*] ", "");
        }
    }

    private final Consumer<String> output;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, ByteArrayOutputStream> unfinished = new LinkedHashMap<>();
    private final List<String> ownWords = new ArrayList<>();
    private final StringBuilder document = new StringBuilder();
    private String speaking = "";

    BuildKitProgress(Consumer<String> output) {
        this.output = output;
    }

    /** @param line of the program's output */
    void line(String line) {
        if (document.isEmpty() && !line.startsWith("{")) {
            ownWords.add(line);
            return;
        }
        document.append(line).append('\n');
        if (line.equals("}") || (line.startsWith("{") && line.endsWith("}"))) {
            try {
                accept(JSON.readTree(document.toString()));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("docker-buildx printed something else than JSON", e);
            }
            document.setLength(0);
        }
    }

    private void accept(JsonNode status) {
        status.path("vertexes").forEach(this::step);
        status.path("logs").forEach(this::log);
    }

    private void step(JsonNode vertex) {
        String id = vertex.path("digest").asText();
        Step step = new Step(
                vertex.path("name").asText(),
                vertex.has("started"),
                vertex.has("completed"),
                vertex.has("error") ? vertex.path("error").asText() : null);
        Step before = steps.put(id, step);
        if (step.started() && !step.isInternal() && (before == null || !before.started())) {
            speaking = id;
            output.accept(step.name() + (vertex.path("cached").asBoolean() ? " (cached)" : ""));
        }
        if (step.ended()) {
            finish(id);
        }
    }

    private void log(JsonNode log) {
        String id = log.path("vertex").asText();
        ByteArrayOutputStream line =
                unfinished.computeIfAbsent(id + log.path("stream").asInt(), key -> new ByteArrayOutputStream());
        try {
            for (byte b : log.path("data").binaryValue()) {
                if (b == '\n') {
                    hand(id, line);
                } else {
                    line.write(b);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("docker-buildx printed a log that is not base64", e);
        }
    }

    private void finish(String id) {
        unfinished.forEach((key, line) -> {
            if (key.startsWith(id) && line.size() > 0) {
                hand(id, line);
            }
        });
    }

    private void hand(String id, ByteArrayOutputStream line) {
        Step step = steps.get(id);
        if (!speaking.equals(id) && step != null) {
            speaking = id;
            output.accept(step.name());
        }
        output.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    /** Whether BuildKit has told of anything at all. */
    boolean hasBegun() {
        return !steps.isEmpty();
    }

    /** A step that began and of whose end nobody heard, although the program has ended: the engine went away. */
    boolean isCutShort() {
        return steps.values().stream().anyMatch(step -> step.started() && !step.ended());
    }

    /** The step that failed. Others may carry an error because they were cancelled then; the program's words tell. */
    Optional<Step> failed() {
        List<Step> candidates =
                steps.values().stream().filter(step -> step.error() != null).toList();
        return candidates.stream()
                .filter(step -> ownWords().contains(String.valueOf(step.error())))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /** What the program itself said, such as its final error. */
    String ownWords() {
        return String.join("\n", ownWords);
    }
}
