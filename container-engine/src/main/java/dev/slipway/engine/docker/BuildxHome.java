package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A home folder of its own for {@link Buildx}, so that it reads nobody's settings. For an engine behind TLS it holds a
 * Docker context: called without the {@code docker} command, the program does not know {@code DOCKER_TLS_VERIFY}.
 *
 * @param variables the environment that belongs to it
 * @see <a href="https://github.com/docker/cli/blob/v28.2.2/cli/context/store/store.go">layout of the context store</a>
 */
record BuildxHome(Map<String, String> variables) {

    private static final String CONTEXT = "slipway";

    static BuildxHome make(URI engine, @Nullable Path certificates, @Nullable Path logins) {
        try {
            Path home = Files.createTempDirectory("slipway-buildx-home");
            Path settings = Files.createDirectories(home.resolve(".docker"));
            if (logins != null) {
                Files.createSymbolicLink(settings.resolve("config.json"), logins.toAbsolutePath());
            }
            if (certificates == null) {
                return new BuildxHome(Map.of("HOME", home.toString(), "DOCKER_HOST", engine.toString()));
            }
            context(settings.resolve("contexts"), engine, certificates);
            return new BuildxHome(Map.of("HOME", home.toString(), "DOCKER_CONTEXT", CONTEXT));
        } catch (IOException e) {
            throw new UncheckedIOException("wanted an empty home folder for docker-buildx", e);
        }
    }

    private static void context(Path contexts, URI engine, Path certificates) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode meta = json.createObjectNode().put("Name", CONTEXT);
        meta.putObject("Metadata");
        meta.putObject("Endpoints")
                .putObject("docker")
                .put("Host", engine.toString())
                .put("SkipTLSVerify", false);
        String id = sha256(CONTEXT);
        Path folder = Files.createDirectories(contexts.resolve("meta").resolve(id));
        Files.write(folder.resolve("meta.json"), json.writeValueAsBytes(meta));
        Path tls = Files.createDirectories(contexts.resolve("tls").resolve(id).resolve("docker"));
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            // links to the files: the store does not follow a link to their folder
            Files.createSymbolicLink(
                    tls.resolve(file), certificates.toAbsolutePath().resolve(file));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
