package dev.slipway.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Lays checked entries out below a folder, and never follows a link on the way. */
final class TreeWriter {

    private final Path root;

    TreeWriter(Path root) {
        this.root = root;
    }

    void write(TarEntry entry, TarReader reader) {
        try {
            var path = root.resolve(entry.path());
            switch (entry) {
                case TarEntry.Directory directory -> enter(path, reader);
                case TarEntry.SymbolicLink link -> {
                    makeRoom(path, reader);
                    Files.createSymbolicLink(path, Path.of(link.target()));
                }
                case TarEntry.HardLink link -> copyLinked(link, path, reader);
                case TarEntry.File file -> {
                    makeRoom(path, reader);
                    try (var target = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                        reader.copyContent(target);
                    }
                    setMode(path, file.executable());
                }
            }
        } catch (InvalidPathException e) {
            throw reader.refused("has a name that this machine cannot store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hard link becomes a copy: nobody changes one file by writing another. */
    private void copyLinked(TarEntry.HardLink link, Path path, TarReader reader) throws IOException {
        var target = root.resolve(link.target());
        if (target.equals(path) || passesLink(target) || !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw reader.refused("is a hard link to no file of the archive");
        }
        reader.count(Files.size(target));
        makeRoom(path, reader);
        Files.copy(target, path, LinkOption.NOFOLLOW_LINKS);
        setMode(path, Files.isExecutable(target));
    }

    private boolean passesLink(Path path) {
        for (var parent = path.getParent(); parent != null && !parent.equals(root); parent = parent.getParent()) {
            if (Files.isSymbolicLink(parent)) {
                return true;
            }
        }
        return false;
    }

    /** Makes {@code path} free to be created, in a folder that exists. */
    private void makeRoom(Path path, TarReader reader) throws IOException {
        enterParent(path, reader);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw reader.refused("is a folder already");
        }
        Files.deleteIfExists(path);
    }

    private void enterParent(Path path, TarReader reader) throws IOException {
        var parent = path.getParent();
        if (parent != null && !parent.equals(root)) {
            enter(parent, reader);
        }
    }

    /** Creates {@code folder} and its parents one by one, looking at each. */
    private void enter(Path folder, TarReader reader) throws IOException {
        enterParent(folder, reader);
        if (Files.isSymbolicLink(folder)) {
            throw reader.refused("goes through a link");
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw reader.refused("goes through a file");
            }
            Files.createDirectory(folder);
            setMode(folder, true);
        }
    }

    private static void setMode(Path path, boolean executable) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Removes a tree, links as links. */
    static void remove(Path tree) {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
