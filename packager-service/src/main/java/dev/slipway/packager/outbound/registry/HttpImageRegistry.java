package dev.slipway.packager.outbound.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.events.Digest;
import dev.slipway.packager.domain.Attestation;
import dev.slipway.packager.outbound.registry.RegistryClient.Answer;
import dev.slipway.packager.outbound.registry.RegistryConnection.Call;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A registry over its HTTP API. Answers are classified by status: 404 is an answer, 429 and 5xx pass, the rest stays.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">distribution specification</a>
 */
public final class HttpImageRegistry implements ImageRegistry {

    private static final String DIGEST_HEADER = "Docker-Content-Digest";
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryConnection connection;
    private final String address;
    private final Refusal refusal;

    private HttpImageRegistry(RegistryConnection connection, String address) {
        this.connection = connection;
        this.address = address;
        this.refusal = new Refusal(address);
    }

    /** @param address host and port; loopback is spoken to in plain HTTP, like engines do */
    public static HttpImageRegistry at(String address, RegistryLogins logins, Duration timeout) {
        return at(
                address, URI.create((LoopbackAddress.is(address) ? "http://" : "https://") + address), logins, timeout);
    }

    /**
     * @param address host and port, as in the names of images and of logins
     * @param endpoint where this process reaches it
     */
    public static HttpImageRegistry at(String address, URI endpoint, RegistryLogins logins, Duration timeout) {
        RegistryClient client = new RegistryClient(timeout);
        RegistryLogin login = new RegistryLogin(address, logins, client);
        return new HttpImageRegistry(new RegistryConnection(endpoint, address, login, client), address);
    }

    @Override
    public Optional<Digest> find(String repository, String reference) {
        String what = "look up " + repository + ":" + reference;
        Call call = new Call(
                "HEAD", repository, manifestPath(repository, reference), Map.of("Accept", MANIFESTS), new byte[0]);
        Answer response = connection.send(what, call);
        return switch (response.status()) {
            case 200 -> Optional.of(digest(what, response));
            case 404 -> Optional.empty();
            default -> throw refusal.of(what, response);
        };
    }

    @Override
    public Map<String, String> labels(String repository, Digest image) {
        String config = json(repository, manifest(repository, image).body())
                .path("config")
                .path("digest")
                .asText();
        String what = "read the configuration of " + repository + "@" + image;
        Answer response = connection.send(what, Call.of("GET", repository, "/v2/" + repository + "/blobs/" + config));
        if (response.status() != 200) {
            throw refusal.of(what, response);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        json(repository, response.body())
                .path("config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    @Override
    public void tag(String repository, Digest image, String tag) {
        Answer manifest = manifest(repository, image);
        String mediaType = manifest.header("Content-Type").orElseThrow();
        String what = "tag " + repository + "@" + image + " as " + tag;
        Answer response = connection.send(
                what, Call.of("PUT", repository, manifestPath(repository, tag)).withBody(mediaType, manifest.body()));
        if (response.status() != 201) {
            throw refusal.of(what, response);
        }
        if (!digest(what, response).equals(image)) {
            throw new RegistryException(address + " gave " + tag + " another digest than " + image, false, null);
        }
    }

    @Override
    public Digest attach(String repository, Digest image, Attestation attestation) {
        return new Referrers(connection, refusal).attach(repository, image, manifest(repository, image), attestation);
    }

    /** The very bytes that the digest is of. */
    private Answer manifest(String repository, Digest image) {
        String what = "read " + repository + "@" + image;
        Answer response =
                connection.send(what, Call.get(repository, manifestPath(repository, image.value()), MANIFESTS));
        if (response.status() != 200) {
            throw refusal.of(what, response);
        }
        return response;
    }

    private static String manifestPath(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    private JsonNode json(String repository, byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw refusal.noJson(repository);
        }
    }

    private Digest digest(String what, Answer response) {
        return response.header(DIGEST_HEADER)
                .filter(digest -> digest.matches(Digest.PATTERN))
                .map(Digest::of)
                .orElseThrow(
                        () -> new RegistryException(address + " gave no digest when asked to " + what, false, null));
    }
}
