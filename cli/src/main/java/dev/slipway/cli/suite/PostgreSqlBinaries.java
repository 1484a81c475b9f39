package dev.slipway.cli.suite;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that the class path carries, unpacked once for each version. */
final class PostgreSqlBinaries {

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int EXECUTABLE = 0100;

    private PostgreSqlBinaries() {}

    /** @return the directory that holds {@code bin/postgres} */
    static Path unpackInto(Path parent) {
        String archive = "/postgres-linux-" + processor() + ".txz";
        URL packed = PostgreSqlBinaries.class.getResource(archive);
        if (packed == null) {
            throw new SuiteException("PostgreSQL for this processor wanted, found none on the class path (%s, %s)"
                    .formatted(archive, System.getProperty("os.arch")));
        }
        try {
            Path target = SuiteFiles.directory(parent).resolve("server-" + identity(packed));
            if (!Files.isDirectory(target)) {
                Path fresh = Files.createTempDirectory(parent, ".unpacking");
                try (InputStream content = packed.openStream()) {
                    unpack(content, fresh);
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } catch (IOException e) {
            throw new SuiteException("cannot unpack PostgreSQL into " + parent + ": " + e.getMessage(), e);
        }
    }

    /** The jar's name and the archive's size tell versions apart, without reading 15 MB at each start. */
    private static String identity(URL packed) throws IOException {
        URLConnection connection = packed.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (JarFile file = jar.getJarFile()) {
                return Fingerprint.of(file.getName().replaceAll(".*/", "") + connection.getContentLengthLong());
            }
        }
        return Fingerprint.of(packed.getPath() + connection.getContentLengthLong());
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
    }

    private static void unpack(InputStream packed, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(packed)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                write(entry, tar, path);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(path, PROGRAM);
        }
    }
}
