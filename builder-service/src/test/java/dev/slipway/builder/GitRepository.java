package dev.slipway.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A repository of a user, on this machine. */
public final class GitRepository implements AutoCloseable {

    private static final PersonIdent AUTHOR = new PersonIdent("Ada", "ada@example.com");

    private final Path folder;
    private final Git git;

    public GitRepository(Path folder) throws GitAPIException {
        this.folder = folder;
        this.git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("develop")
                .call();
    }

    public String url() {
        return "file://" + folder;
    }

    public Git git() {
        return git;
    }

    public GitRepository with(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        if (content.startsWith("#!") && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return this;
    }

    public GitRepository withLink(String path, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(path), Path.of(target));
        return this;
    }

    /** @return the new revision */
    public String commit(String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage(message)
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .call()
                .name();
    }

    @Override
    public void close() {
        git.close();
    }
}
