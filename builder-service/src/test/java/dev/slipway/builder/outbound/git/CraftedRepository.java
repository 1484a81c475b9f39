package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository with objects that no Git command would write. */
final class CraftedRepository implements AutoCloseable {

    private static final PersonIdent EVE = new PersonIdent("Eve", "eve@example.com");

    private final Path folder;
    private final Repository repository;
    private final TreeFormatter top = new TreeFormatter();

    CraftedRepository(Path folder) throws IOException {
        this.folder = folder;
        this.repository = new FileRepositoryBuilder()
                .setGitDir(folder.resolve(".git").toFile())
                .build();
        repository.create(true);
    }

    String url() {
        return "file://" + folder;
    }

    /** Entries have to come in Git's order. */
    CraftedRepository entry(String name, FileMode mode, ObjectId id) {
        top.append(name.getBytes(StandardCharsets.UTF_8), mode, id);
        return this;
    }

    CraftedRepository file(String name, String content) throws IOException {
        return entry(name, FileMode.REGULAR_FILE, blob(content));
    }

    CraftedRepository link(String name, String target) throws IOException {
        return entry(name, FileMode.SYMLINK, blob(target));
    }

    CraftedRepository folder(String name, TreeFormatter content) throws IOException {
        return entry(name, FileMode.TREE, tree(content));
    }

    ObjectId blob(String content) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        }
    }

    ObjectId blob(long size, InputStream content) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, size, content);
            inserter.flush();
            return id;
        }
    }

    ObjectId tree(TreeFormatter content) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(content);
            inserter.flush();
            return id;
        }
    }

    /** Puts the entries so far on {@code develop}. */
    String commit() throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(top));
            commit.setAuthor(EVE);
            commit.setCommitter(EVE);
            commit.setMessage("Harmless");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/heads/develop");
            update.setNewObjectId(id);
            update.update();
            return id.name();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
