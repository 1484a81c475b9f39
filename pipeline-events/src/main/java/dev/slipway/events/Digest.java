package dev.slipway.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

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

    /** The 64 hexadecimal characters without the algorithm. */
    public String hex() {
        return value.substring(ALGORITHM.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
