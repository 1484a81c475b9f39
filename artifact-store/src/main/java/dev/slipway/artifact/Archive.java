package dev.slipway.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Functions on uncompressed tar archives, the one form in which trees of files travel: snapshots of a revision, artifacts
 * out of a container, build contexts, files into a container.
 *
 * <p>Written archives are deterministic: the same tree gives the same bytes, whoever packs it and when. Entries are
 * owned by 0:0, dated {@link #TIME}, and have mode 0755 (folders, executables) or 0644.
 *
 * <p>Read archives are taken for hostile. An entry with an absolute path or {@code ..}, a link that leaves the tree, a
 * path through a link, a device, a path twice, or more than the limits allow refuses the whole archive with
 * {@link UnsafeArchiveException}. Given streams are read but not closed; a failing stream arrives as
 * {@link UncheckedIOException}.
 */
public final class Archive {

    /** Date of every entry of a written archive. */
    public static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");

    private Archive() {}

    /**
     * Writes everything below {@code directory}, except a {@code .git} at its top, sorted by path. Symbolic links are kept
     * as links when they stay in the tree.
     *
     * @return paths that were left out: links that leave the tree, devices, sockets
     */
    public static List<String> pack(Path directory, OutputStream tar) {
        var leftOut = new ArrayList<String>();
        try (var writer = new TarWriter(tar)) {
            for (var file : filesBelow(directory)) {
                var path = directory.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    var target = Files.readSymbolicLink(file).toString();
                    if (EntryPath.linkStaysInside(path, target)) {
                        writer.link(path, target);
                    } else {
                        leftOut.add(path);
                    }
                } else if (Files.isDirectory(file)) {
                    writer.directory(path);
                } else if (Files.isRegularFile(file)) {
                    try (var content = Files.newInputStream(file)) {
                        writer.file(path, Files.size(file), Files.isExecutable(file), content);
                    }
                } else {
                    leftOut.add(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(leftOut);
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        var git = directory.resolve(".git");
        try (var files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory) && !file.startsWith(git))
                    .sorted()
                    .toList();
        }
    }

    /** The archive of {@link #pack} to read from. It is kept in a file without a name, gone when the stream is closed. */
    public static InputStream packed(Path directory) {
        try {
            var file = Files.createTempFile("slipway-", ".tar");
            try {
                try (var tar = Files.newOutputStream(file)) {
                    pack(directory, tar);
                }
                return Files.newInputStream(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lays the archive out in a new folder. When it is refused, the folder is removed again.
     *
     * @param target must not exist or be empty; its parent must exist
     */
    public static void unpack(InputStream tar, Path target, ArchiveLimits limits) {
        try {
            Files.createDirectories(target);
            try (var present = Files.list(target)) {
                if (present.findAny().isPresent()) {
                    throw new IllegalArgumentException("not an empty folder: " + target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            overlay(tar, target, limits);
        } catch (RuntimeException e) {
            TreeWriter.remove(target);
            throw e;
        }
    }

    /**
     * Lays the archive over an existing tree: its files replace files and links of the tree, folders are joined. When it
     * is refused, the tree is left half changed and is of no use any more.
     */
    public static void overlay(InputStream tar, Path target, ArchiveLimits limits) {
        var writer = new TreeWriter(target);
        var reader = new TarReader(tar, limits);
        for (var entry = reader.next(); entry != null; entry = reader.next()) {
            writer.write(entry, reader);
        }
    }

    /**
     * The content of the regular file at {@code path}, or empty when there is nothing at that path.
     *
     * @throws UnsafeArchiveException when it is a link or folder, or larger than {@code maximumBytes}
     */
    public static Optional<byte[]> readFile(InputStream tar, String path, int maximumBytes) {
        var reader = new TarReader(tar, new ArchiveLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        for (var entry = reader.next(); entry != null; entry = reader.next()) {
            if (!entry.path().equals(path)) {
                continue;
            }
            if (!(entry instanceof TarEntry.File file)) {
                throw new UnsafeArchiveException(path, "is not a regular file");
            }
            if (file.size() > maximumBytes) {
                throw new UnsafeArchiveException(path, "is larger than " + ByteCount.written(maximumBytes));
            }
            return Optional.of(reader.content(maximumBytes));
        }
        return Optional.empty();
    }

    /**
     * Copies what {@code patterns} pick into a new archive, in the order of the given one.
     *
     * <p>A pattern is a path relative to {@code top}; {@code *} and {@code ?} stand for characters except {@code /},
     * {@code **} for any. What it matches is picked, a folder with everything in it.
     *
     * <p>What is not picked may be unsafe, for a build's folder holds links to tools of its container; what is picked may
     * not.
     *
     * @param top folder of the archive that the patterns and the new paths are relative to; {@code ""} for the whole.
     *     What lies beside it is skipped.
     */
    public static Selection select(
            InputStream tar, String top, List<String> patterns, ArchiveLimits limits, OutputStream selected) {
        var globs = patterns.stream().map(Glob::new).toList();
        var unmatched = new LinkedHashSet<>(patterns);
        var files = new ArrayList<String>();
        var written = new HashSet<String>();
        var reader = new TarReader(tar, limits);
        try (var writer = new TarWriter(selected)) {
            for (var read = reader.nextOrUnsafe(); read != null; read = reader.nextOrUnsafe()) {
                var below = read.below(top);
                if (below == null) {
                    continue;
                }
                var matching =
                        globs.stream().filter(glob -> glob.picks(below.path())).toList();
                if (matching.isEmpty()) {
                    continue;
                }
                matching.forEach(glob -> unmatched.remove(glob.pattern()));
                var entry = safe(below, read.path());
                writer.copy(entry, reader, written);
                written.add(entry.path());
                if (!(entry instanceof TarEntry.Directory)) {
                    files.add(entry.path());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Selection(files, List.copyOf(unmatched));
    }

    private static TarEntry safe(ReadEntry picked, String path) {
        return switch (picked) {
            case TarEntry entry -> entry;
            case UnsafeEntry unsafe -> throw new UnsafeArchiveException(EntryPath.shown(path), unsafe.reason());
        };
    }

    /** The files and links of an archive, in its order. */
    public static List<ArchivedFile> list(InputStream tar, ArchiveLimits limits) {
        var files = new ArrayList<ArchivedFile>();
        var reader = new TarReader(tar, limits);
        for (var entry = reader.next(); entry != null; entry = reader.next()) {
            switch (entry) {
                case TarEntry.Directory folder -> {}
                case TarEntry.File file -> files.add(new ArchivedFile(file.path(), file.size(), null));
                case TarEntry.SymbolicLink link ->
                    files.add(new ArchivedFile(link.path(), 0, EntryPath.resolved(link.path(), link.target())));
                case TarEntry.HardLink link -> files.add(new ArchivedFile(link.path(), 0, link.target()));
            }
        }
        return List.copyOf(files);
    }

    /**
     * Copies the content of the regular file at {@code path}, whatever its size; memory use does not depend on it.
     *
     * @return whether there is such a file
     */
    public static boolean copyFile(InputStream tar, String path, OutputStream target) throws IOException {
        var reader = new TarReader(tar, new ArchiveLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        for (var entry = reader.next(); entry != null; entry = reader.next()) {
            if (entry instanceof TarEntry.File file && file.path().equals(path)) {
                reader.copyContent(target);
                return true;
            }
        }
        return false;
    }
}
