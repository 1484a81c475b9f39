package dev.slipway.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files being written. Each is locked by its writer, and the system drops the lock when a writer dies: whoever gets the
 * lock of a file has found an abandoned one, whichever process or container left it.
 */
final class IncomingFiles {

    private final Path folder;

    IncomingFiles(Path folder) {
        this.folder = folder;
    }

    /** A new empty file; gone when closed, unless moved away before. */
    IncomingFile create() throws IOException {
        while (true) {
            var path = folder.resolve(UUID.randomUUID() + ".part");
            var channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            var file = new IncomingFile(path, channel);
            try {
                if (channel.tryLock() != null && Files.exists(path)) {
                    return file;
                }
            } catch (OverlappingFileLockException e) {
                // Somebody looking for abandoned files got hold of it between our two calls: take another one.
            }
            file.close();
        }
    }

    /** A file nobody else writes, and its channel. */
    record IncomingFile(Path path, FileChannel channel) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try (channel) {
                Files.deleteIfExists(path);
            }
        }
    }

    void removeAbandoned() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.part")) {
            for (var file : files) {
                removeIfAbandoned(file);
            }
        }
    }

    private static void removeIfAbandoned(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(file);
            }
        } catch (OverlappingFileLockException e) {
            // Written by this very process.
        } catch (NoSuchFileException e) {
            // Finished meanwhile.
        } catch (AccessDeniedException e) {
            // Of another user: those who may write clean up, a mere reader of the store need not.
        }
    }
}
