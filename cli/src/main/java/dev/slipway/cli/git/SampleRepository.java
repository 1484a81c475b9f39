package dev.slipway.cli.git;

import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bare repository with the sample's history, and a clone of it to work in. */
public final class SampleRepository {

    /** The branch that the sample's environment follows. */
    public static final String BRANCH = "develop";

    /** Nothing of the person's own git configuration: no signing, no templates, no hooks. */
    private static final Map<String, String> PLAIN = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Slipway demo",
            "GIT_AUTHOR_EMAIL", "demo@slipway.test",
            "GIT_COMMITTER_NAME", "Slipway demo",
            "GIT_COMMITTER_EMAIL", "demo@slipway.test");

    private final Path sample;
    private final Path bare;
    private final Path work;

    /**
     * @param sample folder with the sources
     * @param bare where the pushed-to repository lies or will lie
     * @param work made anew each time
     */
    public SampleRepository(Path sample, Path bare, Path work) {
        this.sample = sample;
        this.bare = bare;
        this.work = work;
    }

    public Path bare() {
        return bare;
    }

    /** Makes the bare repository if there is none, and a fresh clone. */
    public void prepare() throws InterruptedException {
        if (!Files.isDirectory(bare.resolve("objects"))) {
            SuiteFiles.directoryOf(bare);
            git(Path.of("."), "init", "--quiet", "--bare", "--initial-branch=" + BRANCH, bare.toString());
        }
        SuiteFiles.delete(work);
        SuiteFiles.directoryOf(work);
        git(Path.of("."), "clone", "--quiet", bare.toString(), work.toString());
        git(work, "checkout", "--quiet", "-B", BRANCH);
        copySample();
    }

    /** Commits in the pushed history. */
    public int commits() throws InterruptedException {
        Shell.Result counted = Shell.run(List.of("git", "rev-list", "--count", BRANCH, "--"), bare.toFile(), PLAIN);
        return counted.succeeded() ? Integer.parseInt(counted.output()) : 0;
    }

    /** Puts another text between the quotes of {@code const greeting = "…"}. */
    public void greet(String greeting) {
        Path file = work.resolve("greeting.go");
        try {
            String source = Files.readString(file);
            Files.writeString(
                    file, source.replaceFirst("const greeting = \"[^\"]*\"", "const greeting = \"" + greeting + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + file, e);
        }
    }

    /** @return the new commit */
    public String commit(String message) throws InterruptedException {
        git(work, "add", "--all");
        git(work, "commit", "--quiet", "--allow-empty", "--message", message);
        return git(work, "rev-parse", "HEAD").output();
    }

    /** @return what git and the repository's hook said */
    public String push() throws InterruptedException {
        return git(work, "push", "--quiet", "origin", BRANCH).output();
    }

    /** What earlier changes added goes: the clone holds the sample as it stands, nothing else. */
    private void copySample() throws InterruptedException {
        git(work, "rm", "-r", "--quiet", "--ignore-unmatch", ".");
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.toList()) {
                Path target = work.resolve(sample.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the sample " + sample, e);
        }
    }

    private static Shell.Result git(Path directory, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Shell.run(command, directory.toFile(), PLAIN).orFail("git " + arguments[0]);
    }
}
