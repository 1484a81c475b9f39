package dev.slipway.cli.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the console over HTTP, with the operator's token. Safe for several threads. */
public final class ConsoleClient {

    private static final int MOST_RUNS = 200;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ConsoleConnection connection;

    /** @param tokenFile holds one token; read for every request */
    public ConsoleClient(URI address, Path tokenFile) {
        this.connection = new ConsoleConnection(address, tokenFile);
    }

    /**
     * Starts a run by hand.
     *
     * @param repository clone URL, or the name of a connected repository
     * @param ref absent for the default branch
     * @param revision absent for the newest
     */
    public Accepted start(String repository, @Nullable String ref, @Nullable String revision)
            throws InterruptedException {
        String body = write(new Wish(repository, ref, revision));
        return read(
                connection.send(connection
                        .request("/api/runs")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))),
                new TypeReference<>() {});
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Wish(
            String repository,
            @Nullable String ref,
            @Nullable String revision) {}

    /** @param pattern which tags are wanted, e.g. {@code v*} */
    public RefChoice refs(String repository, String pattern) throws InterruptedException {
        return read(
                connection.send(connection
                        .request("/api/refs?repository=" + encoded(repository) + "&pattern=" + encoded(pattern))
                        .GET()),
                new TypeReference<>() {});
    }

    /** The connected repositories, by name. */
    public List<Connected> repositories() throws InterruptedException {
        return read(connection.send(connection.request("/api/repositories").GET()), new TypeReference<>() {});
    }

    /** @param stage absent for the one at which the run ended badly */
    public Retried retry(String run, @Nullable String stage) throws InterruptedException {
        String query = stage == null ? "" : "?stage=" + encoded(stage);
        return read(
                connection.send(connection
                        .request("/api/runs/" + encoded(run) + "/retry" + query)
                        .POST(HttpRequest.BodyPublishers.noBody())),
                new TypeReference<>() {});
    }

    /** The latest runs, newest first. */
    public List<Run> runs(int limit) throws InterruptedException {
        return read(
                connection.send(connection.request("/api/runs?limit=" + limit).GET()), new TypeReference<>() {});
    }

    public Run run(String id) throws InterruptedException {
        return read(
                connection.send(connection.request("/api/runs/" + encoded(id)).GET()), new TypeReference<>() {});
    }

    /**
     * The one run whose id begins so, among the latest.
     *
     * @throws ConsoleException when there is none or more than one
     */
    public Run runBeginning(String beginning) throws InterruptedException {
        List<Run> runs = runs(MOST_RUNS);
        if (beginning.equals("last") && !runs.isEmpty()) {
            return runs.getFirst();
        }
        List<Run> found =
                runs.stream().filter(run -> run.id().startsWith(beginning)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new ConsoleException(
                found.isEmpty()
                        ? "No run begins with %s. To do: ./slipway status lists the latest.".formatted(beginning)
                        : "%d runs begin with %s: give more of the id.".formatted(found.size(), beginning),
                true);
    }

    /** @param after empty, or what the page before said as next */
    public LogPage log(String run, String after) throws InterruptedException {
        return read(
                connection.send(connection
                        .request("/api/runs/" + encoded(run) + "/log?after=" + encoded(after))
                        .GET()),
                new TypeReference<>() {});
    }

    public void cancel(String run) throws InterruptedException {
        connection.send(
                connection.request("/api/runs/" + encoded(run) + "/cancel").POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** What the builds of a run left. */
    public List<Artifact> artifacts(String run) throws InterruptedException {
        return read(
                connection.send(connection
                        .request("/api/runs/" + encoded(run) + "/artifacts")
                        .GET()),
                new TypeReference<>() {});
    }

    /**
     * Saves a file of a component's artifacts, or all of them as a tar. A file that was there is replaced when the new one is
     * complete.
     *
     * @param file its path; empty for the tar
     */
    public void download(String run, String component, String file, Path target) throws InterruptedException {
        StringBuilder path = new StringBuilder("/api/runs/" + encoded(run) + "/artifacts/" + encoded(component));
        for (String segment : file.isEmpty() ? new String[0] : file.split("/", -1)) {
            path.append('/').append(encoded(segment).replace("+", "%20"));
        }
        connection.save(path.toString(), target);
    }

    public byte[] artifact(String digest) throws InterruptedException {
        return connection.send(
                connection.request("/api/artifacts/" + encoded(digest)).GET());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String write(Wish body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static <T> T read(byte[] body, TypeReference<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new ConsoleException("The console's answer cannot be read: " + e.getMessage(), true);
        }
    }

    /** For {@code --json}: what the console said, unchanged in meaning. */
    public static String json(Object value) {
        try {
            return JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written", e);
        }
    }
}
