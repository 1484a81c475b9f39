package dev.slipway.builder.outbound.git;

import dev.slipway.artifact.ArchiveLimits;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes the tree of a revision, after looking whether it is safe to write. A tree is taken for hostile. */
final class RevisionTree {

    private static final int LONGEST_LINK = 4096;

    private final Repository mirror;
    private final RevTree tree;
    private final ArchiveLimits limits;

    RevisionTree(Repository mirror, RevTree tree, ArchiveLimits limits) {
        this.mirror = mirror;
        this.tree = tree;
        this.limits = limits;
    }

    /** @return why the tree was not written, or not completely; empty when it was */
    Optional<String> write(Path target) throws IOException {
        Optional<String> problem = inspect();
        if (problem.isPresent()) {
            return problem;
        }
        try {
            Files.createDirectories(target);
            checkOut(target);
        } catch (InvalidPathException e) {
            return Optional.of("the tree has a path that cannot be written: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> inspect() throws IOException {
        long bytes = 0;
        int entries = 0;
        try (TreeWalk walk = new TreeWalk(mirror)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                FileMode mode = walk.getFileMode(0);
                if (FileMode.GITLINK.equals(mode)) {
                    continue;
                }
                bytes += walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB);
                entries++;
                Optional<String> problem = tooMuch(walk.getPathString(), bytes, entries);
                if (problem.isEmpty() && FileMode.SYMLINK.equals(mode)) {
                    problem = leavingTarget(walk);
                }
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooMuch(String path, long bytes, int entries) {
        if (bytes > limits.maximumBytes()) {
            return Optional.of("the tree is larger than " + (limits.maximumBytes() >> 20) + " MiB");
        }
        if (entries > limits.maximumEntries()) {
            return Optional.of("the tree has more than " + limits.maximumEntries() + " files");
        }
        if (path.length() > limits.maximumPathLength()) {
            return Optional.of("the tree has a path of more than " + limits.maximumPathLength() + " characters: "
                    + path.substring(0, 80) + "…");
        }
        return Optional.empty();
    }

    private static Optional<String> leavingTarget(TreeWalk walk) throws IOException {
        ObjectLoader link = walk.getObjectReader().open(walk.getObjectId(0));
        String to = link.getSize() > LONGEST_LINK ? "/" : new String(link.getBytes(), StandardCharsets.UTF_8);
        boolean leaves = to.isEmpty() || to.startsWith("/") || to.indexOf('\0') >= 0 || leadsOut(walk.getDepth(), to);
        return leaves ? Optional.of(outside(walk.getPathString())) : Optional.empty();
    }

    /**
     * Whether a link goes up further than to the top, or up after down: where a name leads that may be a link itself
     * cannot be told. Links that go up first and down after never leave the tree, however they are chained.
     */
    private static boolean leadsOut(int folders, String to) {
        int level = folders;
        boolean down = false;
        for (Path step : Path.of(to)) {
            if (step.toString().equals("..")) {
                level--;
                if (down || level < 0) {
                    return true;
                }
            } else if (!step.toString().equals(".")) {
                down = true;
            }
        }
        return false;
    }

    private static String outside(String link) {
        return "the symbolic link " + link + " leads out of the repository; replace it by a file or a link inside";
    }

    private void checkOut(Path target) throws IOException {
        File index = target.resolveSibling("index").toFile();
        try (Repository worktree = new FileRepositoryBuilder()
                .setGitDir(mirror.getDirectory())
                .setWorkTree(target.toFile())
                .setIndexFile(index)
                .build()) {
            DirCache cache = worktree.lockDirCache();
            try {
                new DirCacheCheckout(worktree, cache, tree).checkout();
            } finally {
                cache.unlock();
            }
        }
    }
}
