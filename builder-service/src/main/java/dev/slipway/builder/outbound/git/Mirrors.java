package dev.slipway.builder.outbound.git;

import dev.slipway.events.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The folder of copies, shared by every builder process that is given it. A copy is used and removed under a lock that
 * other processes see; its folder's date is when it was last used.
 */
final class Mirrors {

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final String SUFFIX = ".git";
    private static final int NAME = 16;

    private final Path folder;
    private final Duration maximumAge;
    private final long maximumBytes;
    private final Clock clock;
    private Instant nextSweep = Instant.MIN;

    /**
     * @param maximumAge how long a copy is kept that nobody uses
     * @param maximumBytes of all copies together; those that were not used for longest go first
     */
    Mirrors(Path folder, Duration maximumAge, long maximumBytes, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.maximumAge = maximumAge;
        this.maximumBytes = maximumBytes;
        this.clock = clock;
    }

    /** What all copies together, and so each of them, may take. */
    long maximumBytes() {
        return maximumBytes;
    }

    /** The copy of a repository, made when missing. Whoever else wants it, in this process or another, waits. */
    Mirror open(String url) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path copy = folder.resolve(name(url) + SUFFIX);
        MirrorLock lock = MirrorLock.take(lockOf(copy));
        try {
            return Mirror.at(copy, lock, clock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Removes copies that are too old or too many, at most once an hour; those in use are left alone. */
    synchronized void sweepNowAndThen() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(BETWEEN_SWEEPS);
        long kept = 0;
        for (Copy copy : copiesByLastUse()) {
            boolean old = copy.lastUsed.isBefore(now.minus(maximumAge));
            if (old || kept + copy.bytes > maximumBytes) {
                removeUnlessUsed(copy.path);
            } else {
                kept += copy.bytes;
            }
        }
    }

    private record Copy(Path path, Instant lastUsed, long bytes) {}

    /** Those used last come first. */
    private List<Copy> copiesByLastUse() throws IOException {
        List<Copy> copies = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return copies;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path path : paths) {
                try {
                    Instant lastUsed = Files.getLastModifiedTime(path).toInstant();
                    copies.add(new Copy(path, lastUsed, FileTree.bytes(path)));
                } catch (NoSuchFileException e) {
                    // another process removed it meanwhile
                    continue;
                }
            }
        }
        copies.sort(Comparator.comparing(Copy::lastUsed).reversed());
        return copies;
    }

    private static void removeUnlessUsed(Path copy) throws IOException {
        Optional<MirrorLock> free = MirrorLock.takeIfFree(lockOf(copy));
        if (free.isPresent()) {
            try (MirrorLock lock = free.get()) {
                Mirror.remove(copy);
            }
        }
    }

    private static Path lockOf(Path copy) {
        return copy.resolveSibling(copy.getFileName() + ".lock");
    }

    /** The repository's own name for people, and a digest that tells equal names apart. */
    private static String name(String url) {
        String last = url.replaceAll("/+$", "").replaceAll(".*/", "").replaceAll("\\.git$", "");
        String readable = last.replaceAll("[^A-Za-z0-9_-]", "_");
        return readable.substring(0, Math.min(40, readable.length())) + "-" + digest(url);
    }

    /** The beginning of a text's digest, as a name of a file. */
    static String digest(String text) {
        return Digest.ofText(text).hex().substring(0, NAME);
    }
}
