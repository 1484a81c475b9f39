package dev.slipway.builder;

import dev.slipway.steplog.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What lies ready in the container beside the source, as a tar for its top: the caches' folders, made the build user's own,
 * and a file for each secret that only the build user reads. Made in memory: secrets never touch the builder's disk.
 */
final class PreparedFiles {

    private static final int OWNER_READS = 0100400;
    private static final int FOLDER = 040755;

    private PreparedFiles() {}

    static byte[] of(Collection<String> caches, Map<String, SecretValue> secrets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = RebasedTar.writer(bytes)) {
            for (String folder : caches) {
                put(tar, folder.substring(1) + "/", FOLDER, new byte[0]);
            }
            if (!secrets.isEmpty()) {
                put(tar, BuildPlan.SECRETS.substring(1) + "/", FOLDER, new byte[0]);
            }
            for (Map.Entry<String, SecretValue> secret : secrets.entrySet()) {
                String name = BuildPlan.SECRETS.substring(1) + "/" + secret.getKey();
                put(tar, name, OWNER_READS, secret.getValue().bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, int mode, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setIds(BuildPlan.BUILD_USER, BuildPlan.BUILD_USER);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
