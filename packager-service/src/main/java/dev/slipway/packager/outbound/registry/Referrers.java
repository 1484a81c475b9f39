package dev.slipway.packager.outbound.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.events.Digest;
import dev.slipway.packager.domain.Attestation;
import dev.slipway.packager.outbound.registry.RegistryClient.Answer;
import dev.slipway.packager.outbound.registry.RegistryConnection.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Keeps documents beside an image, as manifests that name it as their subject.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject">
 *     pushing manifests with subject</a>
 */
final class Referrers {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final byte[] EMPTY_CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

    /** The same document gives the same bytes. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final RegistryConnection connection;
    private final Refusal refusal;

    Referrers(RegistryConnection connection, Refusal refusal) {
        this.connection = connection;
        this.refusal = refusal;
    }

    /** @param subject the image's manifest as the registry has it */
    Digest attach(String repository, Digest image, Answer subject, Attestation attestation) {
        byte[] content = bytes(attestation.content());
        upload(repository, content);
        upload(repository, EMPTY_CONTENT);
        ObjectNode manifest = JSON.createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MANIFEST)
                .put("artifactType", attestation.mediaType());
        manifest.set("config", descriptor(EMPTY, EMPTY_CONTENT));
        ObjectNode layer = descriptor(attestation.mediaType(), content);
        layer.set("annotations", JSON.valueToTree(attestation.annotations()));
        manifest.putArray("layers").add(layer);
        String mediaType = subject.header("Content-Type").orElse(MANIFEST);
        manifest.putObject("subject")
                .put("mediaType", mediaType)
                .put("digest", image.value())
                .put("size", subject.body().length);
        manifest.set("annotations", JSON.valueToTree(attestation.annotations()));
        return put(repository, image, manifest);
    }

    private Digest put(String repository, Digest image, ObjectNode manifest) {
        byte[] bytes = bytes(manifest);
        Digest digest = Digest.ofBytes(bytes);
        Answer response = put(repository, digest.value(), MANIFEST, bytes);
        if (response.header("OCI-Subject").isEmpty()) {
            list(repository, image, descriptor(MANIFEST, bytes), manifest);
        }
        return digest;
    }

    /** For registries older than the referrers API: an index under a tag that follows from the image's digest. */
    private void list(String repository, Digest image, ObjectNode descriptor, ObjectNode manifest) {
        String tag = image.value().replace(':', '-');
        String what = "read " + repository + ":" + tag;
        Answer response = connection.send(what, Call.get(repository, "/v2/" + repository + "/manifests/" + tag, INDEX));
        ObjectNode index = switch (response.status()) {
            case 200 -> tree(response.body());
            case 404 -> JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
            default -> throw refusal.of(what, response);
        };
        ArrayNode manifests = index.withArray("manifests");
        for (var known : manifests) {
            if (known.path("digest").equals(descriptor.path("digest"))) {
                return;
            }
        }
        descriptor.set("artifactType", manifest.path("artifactType"));
        descriptor.set("annotations", manifest.path("annotations"));
        manifests.add(descriptor);
        put(repository, tag, INDEX, bytes(index));
    }

    private Answer put(String repository, String reference, String mediaType, byte[] manifest) {
        String what = "store " + repository + ":" + reference;
        Answer response = connection.send(
                what,
                Call.of("PUT", repository, "/v2/" + repository + "/manifests/" + reference)
                        .withBody(mediaType, manifest));
        if (response.status() != 201) {
            throw refusal.of(what, response);
        }
        return response;
    }

    private void upload(String repository, byte[] content) {
        Digest digest = Digest.ofBytes(content);
        String blobs = "/v2/" + repository + "/blobs/";
        String what = "store " + digest + " in " + repository;
        if (connection.send(what, Call.of("HEAD", repository, blobs + digest)).status() == 200) {
            return;
        }
        Answer begun = connection.send(what, Call.of("POST", repository, blobs + "uploads/"));
        if (begun.status() != 202) {
            throw refusal.of(what, begun);
        }
        String session = begun.header("Location").orElse("");
        Call end = Call.of("PUT", repository, session + (session.contains("?") ? "&" : "?") + "digest=" + digest)
                .withBody("application/octet-stream", content);
        Answer ended = connection.send(what, end);
        if (ended.status() != 201) {
            throw refusal.of(what, ended);
        }
    }

    private static ObjectNode descriptor(String mediaType, byte[] content) {
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", Digest.ofBytes(content).value())
                .put("size", content.length);
    }

    private static byte[] bytes(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of our own is no JSON", e);
        }
    }

    private ObjectNode tree(byte[] text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw refusal.noJson("an index");
        } catch (IOException e) {
            throw refusal.noJson("an index");
        }
    }
}
