package dev.slipway.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads an archive entry by entry and lets only safe ones through. */
final class TarReader {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private final TarArchiveInputStream tar;
    private final ArchiveLimits limits;
    private final Set<String> seen = new HashSet<>();
    private int entries;
    private long bytes;
    private String current = "";

    TarReader(InputStream tar, ArchiveLimits limits) {
        this.tar = new TarArchiveInputStream(new Source(tar), StandardCharsets.UTF_8.name());
        this.limits = limits;
    }

    /** The next entry below the top, or null at the end. One that is not safe refuses the archive. */
    @Nullable
    TarEntry next() {
        return switch (nextOrUnsafe()) {
            case null -> null;
            case TarEntry safe -> safe;
            case UnsafeEntry unsafe -> throw refused(unsafe.reason());
        };
    }

    /** For those who skip entries: what they skip need not be safe, as long as its path is. */
    @Nullable
    ReadEntry nextOrUnsafe() {
        while (true) {
            var header = header();
            if (header == null) {
                return null;
            }
            current = EntryPath.shown(header.getName());
            if (++entries > limits.maximumEntries()) {
                throw refused("more than " + limits.maximumEntries() + " entries");
            }
            if (header.getName().length() > limits.maximumPathLength()) {
                throw refused("a path longer than " + limits.maximumPathLength() + " characters");
            }
            var path = EntryPath.normal(header.getName());
            if (path.isEmpty() && header.isDirectory()) {
                continue;
            }
            return checked(header, path);
        }
    }

    private @Nullable TarArchiveEntry header() {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new UnsafeArchiveException(current.isEmpty() ? "start" : "after " + current, "is no tar archive");
        }
    }

    private ReadEntry checked(TarArchiveEntry header, String path) {
        if (path.isEmpty()) {
            throw refused("has no name");
        }
        if (header.isDirectory()) {
            return new TarEntry.Directory(path);
        }
        if (!seen.add(path)) {
            throw refused("is in the archive twice");
        }
        if (header.isSymbolicLink()) {
            return EntryPath.linkStaysInside(path, header.getLinkName())
                    ? new TarEntry.SymbolicLink(path, header.getLinkName())
                    : UnsafeEntry.linkingOut(path);
        }
        if (header.isLink()) {
            return new TarEntry.HardLink(path, EntryPath.normal(header.getLinkName()));
        }
        if (!header.isFile() || header.isCharacterDevice() || header.isBlockDevice() || header.isFIFO()) {
            return new UnsafeEntry(path, "is a device or another special file");
        }
        var size = header.getRealSize();
        count(size);
        return new TarEntry.File(path, size, (header.getMode() & OWNER_MAY_EXECUTE) != 0);
    }

    /** Adds to what the archive costs; also for files that a hard link duplicates. */
    void count(long size) {
        if (size < 0 || size > limits.maximumBytes() - bytes) {
            throw refused("more than " + ByteCount.written(limits.maximumBytes()) + " in all");
        }
        bytes += size;
    }

    /** Content of the current file. */
    byte[] content(int maximumBytes) {
        try {
            return tar.readNBytes(maximumBytes);
        } catch (IOException e) {
            throw refused("is cut off");
        }
    }

    /** Copies the content of the current file; failures of {@code target} arrive as they are. */
    void copyContent(OutputStream target) throws IOException {
        var chunk = new byte[64 << 10];
        for (var count = read(chunk); count >= 0; count = read(chunk)) {
            target.write(chunk, 0, count);
        }
    }

    private int read(byte[] chunk) {
        try {
            return tar.read(chunk);
        } catch (IOException e) {
            throw refused("is cut off");
        }
    }

    UnsafeArchiveException refused(String reason) {
        return new UnsafeArchiveException(current, reason);
    }

    /** Tells failures of the given stream from failures of the archive in it. */
    private static final class Source extends FilterInputStream {

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long skip(long count) {
            try {
                return super.skip(count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
