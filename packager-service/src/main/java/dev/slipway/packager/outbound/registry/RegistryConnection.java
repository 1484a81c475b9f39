package dev.slipway.packager.outbound.registry;

import dev.slipway.packager.port.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one registry. What passes with time (429, 408, 5xx, a lost connection) is tried again, no sooner than the
 * registry asks for, and left to the run's own retries after {@value #TRIES} tries. Logs in when it is asked to. Every other
 * status is an answer and goes to the caller.
 */
final class RegistryConnection {

    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A registry that wants more is better asked again by another attempt of the run, which keeps no worker waiting. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI endpoint;
    private final String address;
    private final RegistryLogin login;
    private final Duration timeout;

    /**
     * @param address host and port, as in the names of images
     * @param timeout how long the registry may be silent
     */
    RegistryConnection(URI endpoint, String address, RegistryLogin login, Duration timeout) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.endpoint = endpoint;
        this.address = address;
        this.login = login;
        this.timeout = timeout;
    }

    /**
     * One call.
     *
     * @param repository whose rights it needs
     * @param target path from {@code /v2/} on, or where an earlier answer pointed to
     */
    record Call(String method, String repository, String target, Map<String, String> headers, byte[] body) {

        static Call of(String method, String repository, String target) {
            return new Call(method, repository, target, Map.of(), new byte[0]);
        }

        static Call get(String repository, String target, String mediaTypes) {
            return new Call("GET", repository, target, Map.of("Accept", mediaTypes), new byte[0]);
        }

        Call withBody(String mediaType, byte[] bytes) {
            return new Call(method, repository, target, Map.of("Content-Type", mediaType), bytes);
        }
    }

    /** @param what for messages, such as {@code look up team/app:v1} */
    HttpResponse<byte[]> send(String what, Call call) {
        @Nullable String authorization = login.known(call.repository());
        for (int attempt = 1; ; attempt++) {
            HttpResponse<byte[]> response = answer(what, call, authorization, attempt);
            if (response != null && response.statusCode() == 401) {
                @Nullable String next = login.answer(call.repository(), response.headers());
                if (next != null && !next.equals(authorization)) {
                    authorization = next;
                    response = answer(what, call, authorization, attempt);
                }
            }
            if (response != null && !passes(response.statusCode())) {
                return response;
            }
            Duration pause = pause(attempt, response);
            if (response != null && (attempt == TRIES || pause.compareTo(LONGEST_PAUSE) > 0)) {
                return response;
            }
            await(what, pause);
        }
    }

    /** @return null when the connection was lost and another try is left */
    private @Nullable HttpResponse<byte[]> answer(String what, Call call, @Nullable String authorization, int attempt) {
        try {
            HttpResponse<byte[]> response = http.send(request(call, authorization), BodyHandlers.ofByteArray());
            if (response.statusCode() == 307 || response.statusCode() == 302) {
                // a blob in an object store, whose address carries its own permission: ours would be refused there
                String location = response.headers().firstValue("Location").orElse("");
                return http.send(
                        request(Call.of(call.method(), call.repository(), location), null), BodyHandlers.ofByteArray());
            }
            return response;
        } catch (IOException e) {
            if (attempt == TRIES) {
                throw new RegistryException(address + " did not answer when asked to " + what, true, e);
            }
            return null;
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private HttpRequest request(Call call, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(call.target()))
                .timeout(timeout)
                .method(
                        call.method(),
                        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    static boolean passes(int status) {
        return status == 429 || status == 408 || status >= 500;
    }

    private static Duration pause(int attempt, @Nullable HttpResponse<?> response) {
        Duration own = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
        if (response == null) {
            return own;
        }
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(asked -> asked.compareTo(own) > 0)
                .orElse(own);
    }

    private void await(String what, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private RegistryException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while " + address + " was asked to " + what, true, e);
    }
}
