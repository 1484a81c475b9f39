package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets, each in a file of mode 0600, made once. */
public final class Secrets {

    private static final int BYTES = 32;

    private Secrets() {}

    /** The secret in the file, made now if there is none: 43 characters that need no quoting anywhere. */
    public static String ensure(Path file) {
        return ensure(file, Base64.getUrlEncoder().withoutPadding());
    }

    /** The same in standard base64, as DNS keys are written. */
    static String ensureBase64(Path file) {
        return ensure(file, Base64.getEncoder());
    }

    private static String ensure(Path file, Base64.Encoder encoder) {
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            SuiteFiles.replace(file, (encoder.encodeToString(random) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }
}
