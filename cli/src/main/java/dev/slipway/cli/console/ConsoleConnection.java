package dev.slipway.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way to the console: requests with the operator's token, answers within a limit, refusals as sentences. */
final class ConsoleConnection {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD = Duration.ofHours(1);
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Path tokenFile;
    /** HTTP/1.1: the offer to change to HTTP/2, which it makes otherwise, has left answers hanging half-way. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** @param tokenFile holds one token; read for every request */
    ConsoleConnection(URI address, Path tokenFile) {
        this.address = address;
        this.tokenFile = tokenFile;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        if (!Files.exists(tokenFile)) {
            throw new ConsoleException(
                    "The operator's token was wanted in %s, found no such file. To do: ./slipway up makes it."
                            .formatted(tokenFile),
                    false);
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + tokenFile, e);
        }
    }

    byte[] send(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<byte[]> answer =
                await(http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()), ANSWER);
        if (answer.statusCode() / 100 != 2) {
            throw new ConsoleException(problem(answer.statusCode(), answer.body()), true);
        }
        return answer.body();
    }

    /** The time limit of a request ends with the answer's first bytes; this one with its last. */
    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> asked, Duration limit)
            throws InterruptedException {
        try {
            return asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } finally {
            asked.cancel(true);
        }
    }

    private ConsoleException noAnswer(Throwable cause) {
        return new ConsoleException(
                "The console was wanted at %s, found nothing that answers (%s). To do: ./slipway up"
                        .formatted(address, cause.getClass().getSimpleName()),
                cause);
    }

    /** RFC 9457 problem details, as sentences. */
    private static String problem(int status, byte[] body) {
        StringBuilder text = new StringBuilder("The console refuses (status " + status + ")");
        try {
            JsonNode details = JSON.readTree(body);
            text.append(": ")
                    .append(details.path("detail").asText(details.path("title").asText()));
            for (JsonNode error : details.path("errors")) {
                text.append(System.lineSeparator())
                        .append("  %s: wanted %s, found %s"
                                .formatted(
                                        error.path("field").asText(),
                                        error.path("wanted").asText(),
                                        error.path("found").asText()));
            }
        } catch (IOException e) {
            text.append(status == NOT_FOUND ? ": not found" : "");
        }
        return text.toString();
    }

    /** Saves an answer; a file that was there is replaced when the new one is complete. */
    void save(String path, Path target) throws InterruptedException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            HttpResponse<Path> answer = await(
                    http.sendAsync(
                            request(path).timeout(DOWNLOAD).GET().build(), HttpResponse.BodyHandlers.ofFile(part)),
                    DOWNLOAD);
            if (answer.statusCode() / 100 != 2) {
                throw new ConsoleException(problem(answer.statusCode(), Files.readAllBytes(part)), true);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it lies where the person looks, and is overwritten the next time
            return;
        }
    }
}
