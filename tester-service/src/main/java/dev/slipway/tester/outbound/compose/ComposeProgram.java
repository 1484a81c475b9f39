package dev.slipway.tester.outbound.compose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls {@code docker compose}. Never through a shell, and with nothing in its environment but what it needs to find the
 * engine: Compose fills variables of a file from its process environment, and reads credentials from its home.
 */
public final class ComposeProgram {

    private static final int KEPT_LINES = 2000;
    /** How long the output may stay open after the program has ended. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final List<String> program;
    private final Map<String, String> engine;
    private final Path home;

    /**
     * @param program argument vector, {@code docker compose}
     * @param engine the variables that name the engine: {@code DOCKER_HOST}, for TLS also {@code DOCKER_TLS_VERIFY} and
     *     {@code DOCKER_CERT_PATH}
     */
    public ComposeProgram(List<String> program, Map<String, String> engine) {
        this.program = List.copyOf(program);
        this.engine = Map.copyOf(engine);
        try {
            this.home = Files.createTempDirectory("slipway-compose-home");
        } catch (IOException e) {
            throw new UncheckedIOException("wanted an empty home folder for docker compose", e);
        }
    }

    /**
     * @param exitCode of the program; -1 when it was killed because it took longer than its limit
     * @param lines of both outputs; the oldest are left out when there are too many
     */
    record Answer(int exitCode, List<String> lines) {}

    /**
     * @param project names everything that belongs together
     * @param file a Compose file, or empty for commands that need none
     * @throws InterruptedException after the program was ended; what it made stays
     */
    Answer call(String project, String file, Duration limit, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--project-name", project, "--progress", "plain"));
        if (!file.isEmpty()) {
            command.addAll(List.of("--file", "-"));
        }
        command.addAll(List.of(arguments));
        Process process = start(command);
        try {
            FutureTask<List<String>> output = new FutureTask<>(() -> lastLines(process.inputReader()));
            Thread.ofVirtual().name("compose-output").start(output);
            feed(process, file);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            return new Answer(ended ? process.exitValue() : -1, output.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new ComposeException("the output of docker compose cannot be read", e);
        } finally {
            kill(process);
        }
    }

    private Process start(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        String path = variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.clear();
        variables.putAll(engine);
        variables.put("PATH", path);
        variables.put("HOME", home.toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ComposeException(
                    "wanted to run '" + String.join(" ", program)
                            + "', which cannot be executed; install Docker with its Compose plugin",
                    e);
        }
    }

    private static void feed(Process process, String file) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(file.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it read everything: its exit code and output say why.
        }
    }

    private static List<String> lastLines(BufferedReader output) throws IOException {
        LinkedList<String> lines = new LinkedList<>();
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() > KEPT_LINES) {
                    lines.removeFirst();
                }
            }
        }
        return Collections.unmodifiableList(lines);
    }

    /** The plugin first: told by its parent that it should end, it would stop the containers. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
