package dev.slipway.builder;

import dev.slipway.runtime.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folder of one attempt, {@code <root>/<run>/<attempt>}: an attempt that was paused and one that took over never meet in
 * it. Gone when closed.
 */
record Workspace(Path folder) implements AutoCloseable {

    static Workspace open(Path root, RunId run, int attempt) {
        Path folder = root.resolve(run.toString()).resolve(Integer.toString(attempt));
        try {
            delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Workspace(folder);
    }

    /** Removes what the run left; idempotent. */
    static void discard(Path root, RunId run) {
        try {
            delete(root.resolve(run.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folders of runs that are over. Folders that are not a run's are left alone. */
    static void sweep(Path root, Predicate<RunId> live) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                RunId run = runOf(folder);
                if (run != null && !live.test(run)) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the revision's tree goes; not there yet. */
    Path source() {
        return folder.resolve("source");
    }

    /** A folder of the tree; {@code "."} for all of it. */
    Path source(String folder) {
        return source().resolve(folder).normalize();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            delete(folder);
            // the last attempt to go takes the run's folder along
            Files.deleteIfExists(folder.resolve("..").normalize());
        } catch (DirectoryNotEmptyException e) {
            // another attempt is at work beside this one
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable RunId runOf(Path folder) {
        try {
            return RunId.of(String.valueOf(folder.getFileName()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
