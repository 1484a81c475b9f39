package dev.slipway.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository that people push to, and git as they have it. */
final class Git {

    private static final Map<String, String> NOBODYS = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.com",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@example.com");

    private final Path bare;

    Git(Path bare) {
        this.bare = bare;
    }

    /** @return the new commit, which belongs to no branch yet */
    String commit(String message) throws Exception {
        String tree = in("hash-object", "-w", "-t", "tree", "/dev/null");
        return in("commit-tree", tree, "-m", message);
    }

    /** @return the tag itself */
    String annotatedTag(String name, String commit) throws Exception {
        in("tag", "--annotate", "--message", name, name, commit);
        return in("rev-parse", name);
    }

    void move(String ref, String target) throws Exception {
        in("update-ref", ref, target);
    }

    void delete(String ref) throws Exception {
        in("update-ref", "-d", ref);
    }

    private String in(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--git-dir", bare.toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new)).strip();
    }

    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(NOBODYS);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return output;
    }
}
