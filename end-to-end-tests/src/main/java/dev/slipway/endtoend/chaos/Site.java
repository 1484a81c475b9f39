package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bare repository with several branches, and a clone to push from. One thread at a time.
 *
 * @param name of repository, component, stack and image
 * @param port on which the load balancer answers; absent when no environment follows it
 */
record Site(String name, @Nullable Integer port, Path bare, Path work) {

    static final String ENVIRONMENT = "staging";

    /** What the environment follows; the others are only published. */
    static final String FOLLOWED = "develop";

    static final List<String> BRANCHES = List.of(FOLLOWED, "feature-a", "feature-b");

    private static final List<String> FILES = List.of(
            "slipway.yml",
            "build.sh",
            "Dockerfile",
            "haproxy.cfg",
            "docker-compose.yml",
            "test.sh",
            "deploy/stack.yml");

    private static final Map<String, String> PLAIN = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Chaos",
            "GIT_AUTHOR_EMAIL", "chaos@slipway.test",
            "GIT_COMMITTER_NAME", "Chaos",
            "GIT_COMMITTER_EMAIL", "chaos@slipway.test");

    /** As Slipway calls it. */
    String repository() {
        return "file://" + bare;
    }

    String target() {
        return ENVIRONMENT + "/" + name;
    }

    void prepare() throws InterruptedException {
        SuiteFiles.directoryOf(bare);
        SuiteFiles.delete(work);
        SuiteFiles.directoryOf(work);
        git(Path.of("."), "init", "--quiet", "--bare", "--initial-branch=" + FOLLOWED, bare.toString());
        git(Path.of("."), "clone", "--quiet", bare.toString(), work.toString());
        git(work, "checkout", "--quiet", "-B", FOLLOWED);
        FILES.forEach(this::write);
        commit("The beginning", true);
        for (String branch : BRANCHES) {
            git(work, "checkout", "--quiet", "-B", branch);
        }
    }

    private void write(String file) {
        String environments = port == null
                ? ""
                : "environments:\n  %s: { follow: %s, stack: deploy/stack.yml, rollout: { strategy: rolling, interval: 0s } }\n"
                        .formatted(ENVIRONMENT, FOLLOWED);
        try (InputStream template = Site.class.getResourceAsStream("/chaos/repository/" + file)) {
            if (template == null) {
                throw new IllegalStateException("no template for " + file);
            }
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@ENVIRONMENTS@\n", environments)
                    .replace("@NAME@", name)
                    .replace("@VARIABLE@", name.replace('-', '_'))
                    .replace("@PORT@", String.valueOf(port));
            Path target = work.resolve(file);
            SuiteFiles.directoryOf(target);
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void checkOut(String branch) throws InterruptedException {
        git(work, "checkout", "--quiet", branch);
    }

    /**
     * @param good whether its tests will pass
     * @return the new commit
     */
    String commit(String message, boolean good) throws InterruptedException {
        try {
            Files.writeString(work.resolve("verdict"), good ? "exit 0\n" : "exit 1\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + work, e);
        }
        git(work, "add", "--all");
        git(work, "commit", "--quiet", "--allow-empty", "--message", message);
        return git(work, "rev-parse", "HEAD").output();
    }

    /** Returns when git has the commit and the hook has told Slipway, or has kept it for later. */
    void push(String branch) throws InterruptedException {
        git(work, "push", "--quiet", "origin", branch);
    }

    /** Sends what the hook kept; whether nothing is left. */
    boolean drain() throws InterruptedException {
        Shell.run(List.of(bare.resolve("hooks/post-receive").toString(), "--drain"));
        String[] left = bare.resolve("slipway-spool").toFile().list((folder, file) -> file.endsWith(".json"));
        return left == null || left.length == 0;
    }

    private static Shell.Result git(Path directory, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Shell.run(command, directory.toFile(), PLAIN).orFail("git " + arguments[0]);
    }
}
