package dev.slipway.builder;

import dev.slipway.artifact.Archive;
import dev.slipway.events.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What a component's folder holds, compared by content.
 *
 * @param digest the same for the same names, contents, links and executable files; whatever branch they came by
 * @param namesTheRun whether a file or its name mentions one of the variables {@code SLIPWAY_…}, in which what is built
 *     may differ although the folder is the same
 */
record ComponentSource(Digest digest, boolean namesTheRun) {

    private static final byte[] VARIABLE = "SLIPWAY_".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 64 * 1024;

    static ComponentSource of(Path folder) {
        try (InputStream tar = Archive.packed(folder)) {
            MessageDigest digest = Digest.sha256();
            byte[] chunk = new byte[CHUNK];
            int matched = 0;
            for (int read = tar.read(chunk); read >= 0; read = tar.read(chunk)) {
                digest.update(chunk, 0, read);
                matched = matched(chunk, read, matched);
            }
            return new ComponentSource(Digest.of(digest), matched == VARIABLE.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean namesTheRun(String text) {
        return text.contains("SLIPWAY_");
    }

    /** How much of the word has been seen at the end of the chunk; all of it once it was. Its letters do not repeat. */
    private static int matched(byte[] chunk, int length, int before) {
        int matched = before;
        for (int i = 0; i < length && matched < VARIABLE.length; i++) {
            if (chunk[i] == VARIABLE[matched]) {
                matched++;
            } else {
                matched = chunk[i] == VARIABLE[0] ? 1 : 0;
            }
        }
        return matched;
    }
}
