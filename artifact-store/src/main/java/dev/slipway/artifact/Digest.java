package dev.slipway.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Content address of stored bytes: {@code sha256:} and 64 lower-case hexadecimal characters. A plain string in JSON. */
public record Digest(@JsonValue String value) {

    private static final String ALGORITHM = "sha256:";
    private static final Pattern FORM = Pattern.compile(ALGORITHM + "[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a digest: expected sha256: and 64 lower-case hexadecimal characters");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Digest of(String text) {
        return new Digest(text);
    }

    static Digest ofHex(String hex) {
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
