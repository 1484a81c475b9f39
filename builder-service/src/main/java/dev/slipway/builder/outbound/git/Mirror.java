package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/**
 * Bare copy of one repository, so that a push costs only its new objects. It has the latest history of what was fetched, or
 * all of it once an older revision was wanted. Its refs follow the last fetch, under names of their own: a repository may
 * have had {@code feature} and later has {@code feature/x}, which no folder of refs can hold together.
 */
final class Mirror implements AutoCloseable {

    private static final String REFS = "refs/slipway/";
    /** Each fetch leaves a pack; fetching the latest history anew costs less than putting many together. */
    private static final int MOST_PACKS = 100;

    private static final List<String> LOCKS = List.of("shallow.lock", "config.lock", "packed-refs.lock", "HEAD.lock");

    private final Path folder;
    private final MirrorLock lock;
    private final Clock clock;
    private Repository repository;

    private Mirror(Path folder, MirrorLock lock, Clock clock, Repository repository) {
        this.folder = folder;
        this.lock = lock;
        this.clock = clock;
        this.repository = repository;
    }

    /** @param lock held; given back when the copy is closed */
    static Mirror at(Path folder, MirrorLock lock, Clock clock) throws IOException {
        if (Files.isDirectory(folder)) {
            removeLeftovers(folder);
        }
        if (packs(folder) > MOST_PACKS) {
            remove(folder);
        }
        if (!Files.isDirectory(folder)) {
            create(folder);
        }
        return new Mirror(folder, lock, clock, bare(folder));
    }

    Repository repository() {
        return repository;
    }

    /** Whether all history is wanted: nothing was cut off so far. Not so for a copy that has nothing yet. */
    boolean isComplete() throws IOException {
        return repository.getObjectDatabase().getShallowCommits().isEmpty()
                && !repository.getRefDatabase().getRefsByPrefix(REFS).isEmpty();
    }

    /** Forgets everything. */
    void renew() throws IOException {
        repository.close();
        remove(folder);
        create(folder);
        repository = bare(folder);
    }

    /** Bytes on the disk, also of a pack that is being received. */
    long bytes() {
        try {
            return FileTree.bytes(folder.resolve("objects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the revision is part of what the ref was when it was last fetched. */
    boolean contains(String ref, String revision) throws IOException {
        Ref known = repository.exactRef(own(ref));
        if (known == null || known.getObjectId() == null) {
            return false;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit wanted = walk.parseCommit(ObjectId.fromString(revision));
            return walk.isMergedInto(wanted, walk.parseCommit(known.getObjectId()));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return false;
        }
    }

    /** Moves the copy's ref to where the repository has it. */
    void follow(String ref, ObjectId target) throws IOException {
        RefUpdate update = repository.updateRef(own(ref));
        update.setNewObjectId(target);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (!List.of(
                        RefUpdate.Result.NEW,
                        RefUpdate.Result.FAST_FORWARD,
                        RefUpdate.Result.FORCED,
                        RefUpdate.Result.NO_CHANGE)
                .contains(result)) {
            throw new IOException("could not move " + ref + " of " + repository.getDirectory() + ": " + result);
        }
    }

    @Override
    public void close() throws IOException {
        repository.close();
        try (lock) {
            Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
        }
    }

    /** Removes a copy that nobody uses; one that was half removed when the process died is none any more. */
    static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            Path gone = folder.resolveSibling(folder.getFileName() + ".gone");
            FileUtils.delete(gone.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
            Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
            FileUtils.delete(gone.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        }
    }

    private static String own(String ref) {
        return REFS + Mirrors.digest(ref);
    }

    private static void create(Path folder) throws IOException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        FileUtils.delete(unfinished.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        try (Repository fresh = bare(unfinished)) {
            fresh.create(true);
            StoredConfig config = fresh.getConfig();
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "protectHFS", true);
            // a redirect leads to a host that was not checked
            config.setString("http", null, "followRedirects", "false");
            config.save();
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Repository bare(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }

    /** A process that was killed leaves its locks and half a pack; ours is the only one at work here now. */
    private static void removeLeftovers(Path folder) throws IOException {
        for (String name : LOCKS) {
            Files.deleteIfExists(folder.resolve(name));
        }
        removeAll(folder.resolve(REFS), "*.lock");
        removeAll(folder.resolve("objects"), "incoming_*");
    }

    private static void removeAll(Path folder, String glob) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static int packs(Path folder) throws IOException {
        Path packs = folder.resolve("objects/pack");
        if (!Files.isDirectory(packs)) {
            return 0;
        }
        try (var files = Files.newDirectoryStream(packs, "*.pack")) {
            int count = 0;
            for (Path pack : files) {
                count += Files.isRegularFile(pack) ? 1 : 0;
            }
            return count;
        }
    }
}
