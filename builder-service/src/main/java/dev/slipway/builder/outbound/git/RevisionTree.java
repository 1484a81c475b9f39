package dev.slipway.builder.outbound.git;

import dev.slipway.artifact.ArchiveLimits;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int NAMES_SHOWN = 5;
    /** What Git LFS leaves in place of a file, in less than 1024 bytes. */
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LARGEST_LFS_POINTER = 1024;

    private final Repository mirror;
    private final RevTree tree;
    private final ArchiveLimits limits;
    private final List<String> submodules = new ArrayList<>();
    private final List<String> lfsPointers = new ArrayList<>();
    private long bytes;
    private int entries;

    RevisionTree(Repository mirror, RevTree tree, ArchiveLimits limits) {
        this.mirror = mirror;
        this.tree = tree;
        this.limits = limits;
    }

    /** @return why the tree must not be written; empty when it may be */
    Optional<String> inspect() throws IOException {
        try (TreeWalk walk = new TreeWalk(mirror)) {
            walk.addTree(tree);
            while (walk.next()) {
                // folders count, too: a few that hold each other many times over are endless
                entries++;
                Optional<String> problem = inspectEntry(walk);
                if (problem.isPresent()) {
                    return problem;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
        }
        return lfsPointers.isEmpty() ? Optional.empty() : Optional.of(lfsRefusal());
    }

    /** Paths at which other repositories belong that are not fetched; known after {@link #inspect}. */
    List<String> submodules() {
        return List.copyOf(submodules);
    }

    /** @return why the tree was not written, or not completely; empty when it was */
    Optional<String> write(Path target) throws IOException {
        try {
            Files.createDirectories(target);
            checkOut(target);
        } catch (InvalidPathException e) {
            return Optional.of("the tree has a path that cannot be written: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> inspectEntry(TreeWalk walk) throws IOException {
        FileMode mode = walk.getFileMode(0);
        boolean blob = mode.getObjectType() == Constants.OBJ_BLOB;
        long size = blob ? walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB) : 0;
        bytes += size;
        Optional<String> problem = tooMuch(walk.getPathString());
        if (problem.isPresent()) {
            return problem;
        }
        if (isTakenForGit(walk.getNameString())) {
            return Optional.of(
                    "the tree has a path that other systems take for Git's own: " + shown(walk.getPathString()));
        }
        if (FileMode.SYMLINK.equals(mode)) {
            return leavingTarget(walk);
        }
        if (FileMode.GITLINK.equals(mode)) {
            submodules.add(walk.getPathString());
        } else if (blob && size > LFS_POINTER.length && size < LARGEST_LFS_POINTER && isLfsPointer(walk)) {
            lfsPointers.add(walk.getPathString());
        }
        return Optional.empty();
    }

    private Optional<String> tooMuch(String path) {
        if (bytes > limits.maximumBytes()) {
            return Optional.of("the tree is larger than " + (limits.maximumBytes() >> 20) + " MiB, with " + shown(path)
                    + " counted");
        }
        if (entries > limits.maximumEntries()) {
            return Optional.of("the tree has more than " + limits.maximumEntries() + " files and folders");
        }
        if (path.length() > limits.maximumPathLength()) {
            return Optional.of(
                    "the tree has a path of more than " + limits.maximumPathLength() + " characters: " + shown(path));
        }
        return Optional.empty();
    }

    private static String shown(String path) {
        return path.length() <= 80 ? path : path.substring(0, 80) + "…";
    }

    /** Some file systems ignore characters that nobody sees. */
    private static boolean isTakenForGit(String name) {
        return name.length() >= Constants.DOT_GIT.length()
                && name.replaceAll("\\p{Cf}", "").equalsIgnoreCase(Constants.DOT_GIT);
    }

    private static boolean isLfsPointer(TreeWalk walk) throws IOException {
        byte[] content = walk.getObjectReader().open(walk.getObjectId(0)).getBytes();
        return java.util.Arrays.equals(content, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length);
    }

    private String lfsRefusal() {
        return "files are kept with Git LFS, which Slipway does not fetch: " + names(lfsPointers)
                + "; keep them in the repository itself ('git lfs migrate export'), or let the build download them";
    }

    /** The first few of many. */
    static String names(List<String> paths) {
        String first = String.join(", ", paths.stream().limit(NAMES_SHOWN).toList());
        return paths.size() <= NAMES_SHOWN ? first : first + " and " + (paths.size() - NAMES_SHOWN) + " more";
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

    /** Git's list of the files, beside them: it is not part of what was pushed. */
    static Path indexOf(Path target) {
        return target.resolveSibling("index");
    }

    private void checkOut(Path target) throws IOException {
        File index = indexOf(target).toFile();
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
