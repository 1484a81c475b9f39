package dev.slipway.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Content address: {@code sha256:} followed by 64 lower-case hexadecimal characters. */
public record Digest(@JsonValue String value) {

    public static final String PATTERN = "sha256:[0-9a-f]{64}";

    private static final String ALGORITHM = "sha256:";

    public Digest {
        if (!value.matches(PATTERN)) {
            throw new IllegalArgumentException("not a digest (sha256: and 64 lower-case hexadecimal characters)");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Digest of(String text) {
        return new Digest(text);
    }

    /** @param hex 64 lower-case hexadecimal characters */
    public static Digest ofHex(String hex) {
        return new Digest(ALGORITHM + hex);
    }

    /** What a calculation that {@link #sha256} began came to; it starts anew afterwards. */
    public static Digest of(MessageDigest calculated) {
        return ofHex(HexFormat.of().formatHex(calculated.digest()));
    }

    /** Of the text's bytes in UTF-8. */
    public static Digest ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Digest ofBytes(byte[] content) {
        MessageDigest calculation = sha256();
        calculation.update(content);
        return of(calculation);
    }

    /** For content that comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 64 hexadecimal characters without the algorithm. */
    public String hex() {
        return value.substring(ALGORITHM.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
