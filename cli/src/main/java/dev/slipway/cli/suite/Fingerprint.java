package dev.slipway.cli.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for content, to see whether something changed. */
final class Fingerprint {

    private static final int CHARACTERS = 16;

    private Fingerprint() {}

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Changes when the file is written anew; cheap, because it does not read it. */
    static String ofFile(Path file) {
        try {
            return of(file + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            return "absent";
        }
    }
}
