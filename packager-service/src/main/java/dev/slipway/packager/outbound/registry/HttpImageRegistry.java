package dev.slipway.packager.outbound.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.events.Digest;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.RegistryException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A registry over its HTTP API. Answers are classified by status: 404 is an answer, 429 and 5xx pass, the rest stays. */
public final class HttpImageRegistry implements ImageRegistry {

    private static final String DIGEST_HEADER = "Docker-Content-Digest";
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryApi api;
    private final String address;

    HttpImageRegistry(RegistryApi api, String address) {
        this.api = api;
        this.address = address;
    }

    /** @param address host and port; loopback is spoken to in plain HTTP, like engines do */
    public static HttpImageRegistry at(String address, Duration timeout) {
        return at(address, URI.create((isLoopback(address) ? "http://" : "https://") + address), timeout);
    }

    /**
     * @param address host and port, as in the names of images
     * @param endpoint where this process reaches it
     */
    public static HttpImageRegistry at(String address, URI endpoint, Duration timeout) {
        RegistryApi api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint)
                .connectTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(RegistryApi.class);
        return new HttpImageRegistry(api, address);
    }

    @Override
    public Optional<Digest> find(String repository, String tag) {
        String what = "look up " + repository + ":" + tag;
        try (Response response = call(what, () -> api.findManifest(repository, tag, MANIFESTS))) {
            return switch (response.getStatus()) {
                case 200 -> Optional.of(digest(what, response));
                case 404 -> Optional.empty();
                default -> throw refused(what, response);
            };
        }
    }

    @Override
    public Map<String, String> labels(String repository, Digest image) {
        JsonNode manifest =
                json(repository, new String(manifest(repository, image).bytes(), StandardCharsets.UTF_8));
        String config = manifest.path("config").path("digest").asText();
        String what = "read the configuration of " + repository + "@" + image;
        try (Response response = call(what, () -> api.blob(repository, config))) {
            if (response.getStatus() != 200) {
                throw refused(what, response);
            }
            Map<String, String> labels = new LinkedHashMap<>();
            json(repository, body(what, response))
                    .path("config")
                    .path("Labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            return labels;
        }
    }

    @Override
    public void tag(String repository, Digest image, String tag) {
        Manifest manifest = manifest(repository, image);
        String what = "tag " + repository + "@" + image + " as " + tag;
        try (Response response =
                call(what, () -> api.putManifest(repository, tag, manifest.mediaType(), manifest.bytes()))) {
            if (response.getStatus() != 201) {
                throw refused(what, response);
            }
            if (!digest(what, response).equals(image)) {
                throw new RegistryException(address + " gave " + tag + " another digest than " + image, false, null);
            }
        }
    }

    /** The very bytes that the digest is of. */
    private record Manifest(String mediaType, byte[] bytes) {}

    private Manifest manifest(String repository, Digest image) {
        String what = "read " + repository + "@" + image;
        try (Response response = call(what, () -> api.manifest(repository, image.value(), MANIFESTS))) {
            if (response.getStatus() != 200) {
                throw refused(what, response);
            }
            return new Manifest(response.getHeaderString(HttpHeaders.CONTENT_TYPE), response.readEntity(byte[].class));
        } catch (ProcessingException e) {
            throw silent(what, e);
        }
    }

    private Response call(String what, Supplier<Response> request) {
        try {
            return request.get();
        } catch (ProcessingException e) {
            throw silent(what, e);
        }
    }

    private String body(String what, Response response) {
        try {
            return response.readEntity(String.class);
        } catch (ProcessingException e) {
            throw silent(what, e);
        }
    }

    private JsonNode json(String repository, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RegistryException(
                    address + " answered for " + repository + " with something else than JSON", false, e);
        }
    }

    private Digest digest(String what, Response response) {
        String digest = response.getHeaderString(DIGEST_HEADER);
        if (digest == null || !digest.matches(Digest.PATTERN)) {
            throw new RegistryException(address + " gave no digest when asked to " + what, false, null);
        }
        return Digest.of(digest);
    }

    private RegistryException refused(String what, Response response) {
        int status = response.getStatus();
        boolean passes = status == 429 || status == 408 || status >= 500;
        return new RegistryException(address + " answered " + status + " when asked to " + what, passes, null);
    }

    private RegistryException silent(String what, ProcessingException failure) {
        return new RegistryException(address + " did not answer when asked to " + what, true, failure);
    }

    private static boolean isLoopback(String address) {
        String host = address.replaceFirst(":[0-9]+$", "");
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
