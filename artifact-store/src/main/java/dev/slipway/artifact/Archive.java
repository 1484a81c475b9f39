package dev.slipway.artifact;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Functions on uncompressed tar archives, the one form in which trees of files travel: snapshots of a revision, artifacts
 * out of a container, build contexts, files into a container.
 *
 * <p>Written archives are deterministic: the same tree gives the same bytes, whoever packs it and when. Entries are
 * sorted, owned by 0:0, dated {@link #TIME}, and have mode 0755 (folders, executables) or 0644.
 *
 * <p>Read archives are taken for hostile. An entry with an absolute path or {@code ..}, a link that leaves the tree, a
 * path through a link, a device, or more than the limits allow refuses the whole archive with
 * {@link UnsafeArchiveException}. Given streams are read but not closed; a failing stream arrives as
 * {@link java.io.UncheckedIOException}.
 */
public final class Archive {

    private Archive() {}

    /** Writes everything below {@code directory} (except a top-level {@code .git}) as tar. */
    public static void pack(Path directory, OutputStream tar) {
        throw new UnsupportedOperationException();
    }

    /** {@link #pack(Path, OutputStream)} as a stream to read; it is produced while being read. The caller closes it. */
    public static InputStream packed(Path directory) {
        throw new UnsupportedOperationException();
    }

    /** Lays the archive out below {@code target}, which is created and must be empty or absent. */
    public static void unpack(InputStream tar, Path target, ArchiveLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** Lays the archive over an existing tree: files of the archive replace files of the tree. */
    public static void overlay(InputStream tar, Path target, ArchiveLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The content of one regular file, or empty when the archive has no such file. */
    public static Optional<byte[]> readFile(InputStream tar, String path, int maximumBytes) {
        throw new UnsupportedOperationException();
    }

    /** Copies the entries that match {@code patterns} into a new archive. */
    public static Selection select(
            InputStream tar, List<String> patterns, ArchiveLimits limits, OutputStream selected) {
        throw new UnsupportedOperationException();
    }
}
