package dev.slipway.packager.outbound.registry;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The REST client: one question, one answer, whatever its status is; redirects are answers too. */
final class RegistryClient {

    private final Client client;

    /** @param silence how long the other side may say nothing, at the beginning and in the middle */
    RegistryClient(Duration silence) {
        this.client = ClientBuilder.newBuilder()
                .connectTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /**
     * What came back, whole.
     *
     * @param headers by name, in any case
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /**
     * @param body nothing is sent when it is empty
     * @throws IOException when no answer came
     */
    Answer send(String method, URI target, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        Invocation.Builder request = client.target(target).request();
        headers.forEach(request::header);
        try (Response response = body.length == 0
                ? request.method(method)
                : request.method(method, Entity.entity(body, headers.get(HttpHeaders.CONTENT_TYPE)))) {
            Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.getStringHeaders().forEach((name, values) -> received.put(name, values.getFirst()));
            byte[] content = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
            return new Answer(response.getStatus(), received, content);
        } catch (ProcessingException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IOException(e);
        }
    }
}
