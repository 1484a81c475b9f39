package dev.slipway.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.RegistryCredentials;
import dev.slipway.engine.RegistryLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Logins as {@code docker login} writes them: {@code {"auths": {"host:port": {"auth": "<base64 of user:password>"}}}}.
 * The file is read at every question, so that a changed password needs no restart. Nothing of its content is in any
 * message.
 */
public final class DockerConfigFile implements RegistryLogins {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the engine's default registry is called there. */
    private static final String DEFAULT_REGISTRY = "https://index.docker.io/v1/";

    private final Path file;

    /** @throws IllegalArgumentException when the file is missing or not of this form: better now than at the first push */
    public DockerConfigFile(Path file) {
        this.file = file;
        auths().properties().forEach(entry -> credentials(entry.getKey(), entry.getValue()));
    }

    @Override
    public @Nullable RegistryCredentials at(@Nullable String registry) {
        JsonNode auths = auths();
        if (registry == null || registry.equals("docker.io")) {
            return credentials(DEFAULT_REGISTRY, auths.path(DEFAULT_REGISTRY));
        }
        RegistryCredentials credentials = credentials(registry, auths.path(registry));
        return credentials != null
                ? credentials
                : credentials("https://" + registry, auths.path("https://" + registry));
    }

    private JsonNode auths() {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.has("credsStore") || root.has("credHelpers")) {
                throw wrong("names a credential helper, which needs a desktop; write the logins into auths");
            }
            if (!root.path("auths").isObject()) {
                throw wrong("has no auths; write {\"auths\": {\"host:port\": {\"auth\": \"…\"}}}");
            }
            return root.path("auths");
        } catch (JsonProcessingException e) {
            // its message would quote the content
            throw wrong("is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("wanted to read registry logins from " + file, e);
        }
    }

    private @Nullable RegistryCredentials credentials(String registry, JsonNode entry) {
        if (!entry.has("auth")) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(entry.path("auth").asText());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return new RegistryCredentials(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            throw wrong("has an auth for " + registry + " that is not base64");
        }
        throw wrong("has an auth for " + registry + " that is not base64 of user:password");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("registry logins: " + file + " " + what);
    }
}
