package dev.slipway.engine.docker;

import com.github.dockerjava.core.GoLangFileMatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A folder as the uncompressed tar that the classic builder takes, without what {@code .dockerignore} names: leaving
 * that out is the client's task there. Links stay links.
 */
final class ContextTar {

    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;

    private final Path context;
    private final List<String> patterns;
    private final String dockerfile;

    private ContextTar(Path context, List<String> patterns, String dockerfile) {
        this.context = context;
        this.patterns = patterns;
        this.dockerfile = dockerfile;
    }

    /** The tar is kept in a file without a name, gone when the stream is closed. */
    static InputStream of(Path context, String dockerfile) throws IOException {
        Path ignore = context.resolve(".dockerignore");
        List<String> patterns = Files.isRegularFile(ignore, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAllLines(ignore).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList()
                : List.of();
        Path file = Files.createTempFile("slipway-context-", ".tar");
        try {
            try (OutputStream tar = Files.newOutputStream(file)) {
                new ContextTar(context, patterns, dockerfile).write(tar);
            }
            return Files.newInputStream(file);
        } finally {
            Files.delete(file);
        }
    }

    private void write(OutputStream to) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(to);
                var files = Files.walk(context)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path file : files.sorted().toList()) {
                String name = context.relativize(file).toString();
                if (!name.isEmpty() && (name.equals(dockerfile) || !isIgnored(name))) {
                    write(tar, file, name);
                }
            }
        }
    }

    private static void write(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        TarArchiveEntry entry;
        if (Files.isSymbolicLink(file)) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            entry = new TarArchiveEntry(name + "/");
        } else {
            entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            entry.setMode(Files.isExecutable(file) ? EXECUTABLE : FILE);
        }
        tar.putArchiveEntry(entry);
        if (entry.isFile() && !entry.isSymbolicLink()) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    /** The last pattern that fits the file or a folder above it decides. */
    private boolean isIgnored(String name) {
        boolean ignored = false;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            if (fits(exception ? pattern.substring(1) : pattern, name)) {
                ignored = !exception;
            }
        }
        return ignored;
    }

    private static boolean fits(String pattern, String name) {
        String cleaned = pattern.replaceFirst("^/+", "").replaceFirst("/+$", "");
        for (Path path = Path.of(name); path != null; path = path.getParent()) {
            if (GoLangFileMatch.match(cleaned, path.toString())) {
                return true;
            }
        }
        return false;
    }
}
