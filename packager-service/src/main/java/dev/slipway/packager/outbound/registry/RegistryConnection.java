package dev.slipway.packager.outbound.registry;

import dev.slipway.packager.outbound.registry.RegistryClient.Answer;
import dev.slipway.packager.port.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
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

    private final RegistryClient client;
    private final URI endpoint;
    private final String address;
    private final RegistryLogin login;

    /** @param address host and port, as in the names of images */
    RegistryConnection(URI endpoint, String address, RegistryLogin login, RegistryClient client) {
        this.client = client;
        this.endpoint = endpoint;
        this.address = address;
        this.login = login;
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
    Answer send(String what, Call call) {
        @Nullable String authorization = login.known(call.repository());
        for (int attempt = 1; ; attempt++) {
            Answer response = answer(what, call, authorization, attempt);
            if (response != null && response.status() == 401) {
                @Nullable String next = login.answer(call.repository(), response);
                if (next != null && !next.equals(authorization)) {
                    authorization = next;
                    response = answer(what, call, authorization, attempt);
                }
            }
            if (response != null && !passes(response.status())) {
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
    private @Nullable Answer answer(String what, Call call, @Nullable String authorization, int attempt) {
        try {
            Answer response = sent(call, authorization);
            if (response.status() == 307 || response.status() == 302) {
                // a blob in an object store, whose address carries its own permission: ours would be refused there
                String location = response.header("Location").orElse("");
                return sent(Call.of(call.method(), call.repository(), location), null);
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

    private Answer sent(Call call, @Nullable String authorization) throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(call.headers());
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        return client.send(call.method(), endpoint.resolve(call.target()), headers, call.body());
    }

    static boolean passes(int status) {
        return status == 429 || status == 408 || status >= 500;
    }

    private static Duration pause(int attempt, @Nullable Answer response) {
        Duration own = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
        if (response == null) {
            return own;
        }
        return response.header("Retry-After")
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
