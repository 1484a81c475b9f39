package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Bare copy of one repository, so that a push costs only its new objects. Several builds of this process share it; its
 * refs follow the last fetch.
 */
final class Mirror implements AutoCloseable {

    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Repository repository;
    private final ReentrantLock lock;

    private Mirror(Repository repository, ReentrantLock lock) {
        this.repository = repository;
        this.lock = lock;
    }

    /** Opens the copy below {@code mirrors}; made when missing. Fetches of the same mirror follow one another. */
    static Mirror open(Path mirrors, String url) throws IOException, InterruptedException {
        Path folder = mirrors.resolve(name(url)).toAbsolutePath();
        ReentrantLock lock = LOCKS.computeIfAbsent(folder, path -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!Files.isDirectory(folder)) {
                create(folder);
            }
            return new Mirror(
                    new FileRepositoryBuilder()
                            .setGitDir(folder.toFile())
                            .setBare()
                            .build(),
                    lock);
        } catch (IOException | RuntimeException e) {
            lock.unlock();
            throw e;
        }
    }

    Repository repository() {
        return repository;
    }

    /** Whether the revision is part of what the ref was when it was last fetched. */
    boolean contains(String ref, String revision) throws IOException {
        Ref known = repository.exactRef(ref);
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
        RefUpdate update = repository.updateRef(ref);
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
    public void close() {
        repository.close();
        lock.unlock();
    }

    private static void create(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, "new-");
        try (Repository fresh = new FileRepositoryBuilder()
                .setGitDir(unfinished.toFile())
                .setBare()
                .build()) {
            fresh.create(true);
            StoredConfig config = fresh.getConfig();
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "protectHFS", true);
            // a redirect leads to a host that was not checked
            config.setString("http", null, "followRedirects", "false");
            config.save();
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // another process of this machine was faster; its copy is as good
            return;
        }
    }

    /** The repository's own name for people, and a digest that tells equal names apart. */
    private static String name(String url) {
        String last = url.replaceAll("/+$", "").replaceAll(".*/", "").replaceAll("\\.git$", "");
        String readable = last.replaceAll("[^A-Za-z0-9_-]", "_");
        return readable.substring(0, Math.min(40, readable.length())) + "-" + digest(url) + Constants.DOT_GIT_EXT;
    }

    private static String digest(String url) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
