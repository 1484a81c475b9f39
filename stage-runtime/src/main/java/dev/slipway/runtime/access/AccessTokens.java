package dev.slipway.runtime.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

/** The tokens this service accepts, as hashes; compared in constant time. Files are read again for every check: a token is
 * changed by changing its file. */
@ApplicationScoped
public class AccessTokens {

    private static final int SHORTEST = 32;

    private final Map<String, Path> files;

    public AccessTokens(AccessConfig config) {
        this.files = config.tokenFiles();
    }

    /** Refuses to start with a token that could be guessed or a file that is not there. */
    void check(@Observes StartupEvent started) {
        files.forEach((role, file) -> {
            if (token(file).length() < SHORTEST) {
                throw new IllegalStateException("slipway.access.token-files." + role + ": " + file
                        + " must hold a token of at least " + SHORTEST + " characters");
            }
        });
    }

    /** The role that the token gives, if any. */
    public Optional<String> roleOf(String presented) {
        byte[] hash = hash(presented);
        String found = null;
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            if (MessageDigest.isEqual(hash, hash(token(entry.getValue())))) {
                found = entry.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the token file " + file, e);
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
