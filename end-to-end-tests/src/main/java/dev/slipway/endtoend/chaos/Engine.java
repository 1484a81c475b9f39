package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine's Docker engine itself. Others may use it too: only hit when asked for. */
final class Engine {

    private static final Path NUMBER = Path.of("/var/run/docker.pid");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Engine() {}

    /** Ends the engine in good order and starts it again with the same words. */
    static void restart(Duration down) throws InterruptedException {
        long pid = pid();
        List<String> command = commandLine(pid);
        Signals.end(pid);
        if (!Await.until(PATIENCE, POLL, () -> ProcessHandle.of(pid).isEmpty())) {
            throw new SuiteException("the container engine did not end within a minute");
        }
        Await.until(down, POLL, () -> false);
        List<String> again = new ArrayList<>(List.of("setsid", "-f", "sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh"));
        again.addAll(command);
        Shell.run(again).orFail("the start of the container engine");
        if (!Await.until(PATIENCE, POLL, Engine::answers)) {
            throw new SuiteException("the container engine did not answer within a minute");
        }
    }

    private static boolean answers() {
        try {
            return Shell.run(List.of("docker", "version")).succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static long pid() {
        try {
            return Long.parseLong(Files.readString(NUMBER).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("no engine of this machine's own: " + NUMBER, e);
        }
    }

    private static List<String> commandLine(long pid) {
        try {
            String words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
            return List.of(words.substring(0, words.length() - 1).split("\0", -1));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's command line cannot be read", e);
        }
    }
}
