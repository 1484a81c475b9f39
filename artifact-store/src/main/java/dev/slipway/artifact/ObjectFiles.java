package dev.slipway.artifact;

import dev.slipway.events.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The stored objects as files. A file's date tells when somebody last relied on it. */
final class ObjectFiles {

    /** An object on its way out; its name is none of a digest. */
    private static final String LEAVING = ".leaving";

    private final Path folder;

    ObjectFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether the object is there; if so, its date is now. */
    boolean renew(Path object) throws IOException {
        try {
            Files.setLastModifiedTime(object, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            // a mere reader of the store cannot keep anything in it
            return Files.exists(object);
        }
    }

    ArtifactStore.Swept sweep(Predicate<Digest> needed, Instant untouchedSince) throws IOException {
        int removed = 0;
        long bytes = 0;
        for (Path file : all()) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(LEAVING)) {
                putBack(file);
                continue;
            }
            if (touched(file, untouchedSince) || needed.test(Digest.ofHex(name))) {
                continue;
            }
            long size = Files.size(file);
            if (removeUnlessTouched(file, untouchedSince)) {
                removed++;
                bytes += size;
            }
        }
        return new ArtifactStore.Swept(removed, bytes);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Takes it away first and looks again: who stores it in between finds none and stores it anew. */
    private static boolean removeUnlessTouched(Path file, Instant untouchedSince) throws IOException {
        Path leaving = file.resolveSibling(file.getFileName() + LEAVING);
        try {
            Files.move(file, leaving, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // another process sweeps, too
            return false;
        }
        if (touched(leaving, untouchedSince)) {
            putBack(leaving);
            return false;
        }
        return Files.deleteIfExists(leaving);
    }

    /** Also what a process left that died in between: the next sweep decides again. */
    private static void putBack(Path leaving) throws IOException {
        String name = String.valueOf(leaving.getFileName());
        try {
            Files.move(
                    leaving,
                    leaving.resolveSibling(name.substring(0, name.length() - LEAVING.length())),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // another process was faster
            return;
        }
    }

    private static boolean touched(Path file, Instant since) throws IOException {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (NoSuchFileException | AccessDeniedException e) {
            return true;
        }
    }
}
