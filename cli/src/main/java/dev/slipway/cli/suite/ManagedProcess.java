package dev.slipway.cli.suite;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that lives on when its parent dies, and is found again by its pid file. Its output goes to a file; the file
 * before is kept once when it has grown large.
 */
final class ManagedProcess {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REAPED_WITHIN = Duration.ofMillis(500);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Path pidFile;
    private final Path log;
    private volatile @Nullable ProcessIdentity identity;
    private volatile @Nullable Process child;

    ManagedProcess(Path pidFile, Path log) {
        this.pidFile = pidFile;
        this.log = log;
    }

    /**
     * Runs the command, unless the recorded process still lives and was started with the same fingerprint. One with
     * another fingerprint is ended first.
     *
     * @param fingerprint stands for everything that decides how the process behaves
     */
    void ensure(List<String> command, String fingerprint, Duration stopWithin) throws InterruptedException {
        Optional<Recorded> recorded = recorded();
        if (recorded.isPresent() && recorded.get().identity().alive()) {
            if (recorded.get().fingerprint().equals(fingerprint)) {
                identity = recorded.get().identity();
                return;
            }
            stop("TERM", stopWithin);
        }
        start(command, fingerprint);
    }

    private void start(List<String> command, String fingerprint) {
        try {
            SuiteFiles.beginLog(log);
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            child = started;
            ProcessIdentity now =
                    ProcessIdentity.of(started.pid()).orElseGet(() -> new ProcessIdentity(started.pid(), 0));
            identity = now;
            record(now, fingerprint);
        } catch (IOException e) {
            throw new SuiteException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    boolean alive() {
        ProcessIdentity known = identity;
        if (known == null) {
            known = recorded().map(Recorded::identity).orElse(null);
        }
        return known != null && known.alive();
    }

    OptionalLong pid() {
        ProcessIdentity known = identity;
        return known != null && known.alive() ? OptionalLong.of(known.pid()) : OptionalLong.empty();
    }

    /** Empty for a process that somebody else started: only a parent learns how its child ended. */
    String lastWords() {
        Process known = child;
        if (known == null || !ended(known)) {
            return "";
        }
        int code = known.exitValue();
        return code > 128 ? "ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    /** The system says that it is gone a moment before Java says so. */
    private static boolean ended(Process process) {
        try {
            return process.waitFor(REAPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @param signal asked with first, without its SIG
     * @param within then SIGKILL
     */
    void stop(String signal, Duration within) throws InterruptedException {
        Optional<ProcessIdentity> known =
                Optional.ofNullable(identity).or(() -> recorded().map(Recorded::identity));
        if (known.isPresent() && known.get().alive()) {
            send(signal, known.get());
            if (!Await.until(within, POLL, () -> !known.get().alive())) {
                send("KILL", known.get());
                Await.until(AFTER_KILL, POLL, () -> !known.get().alive());
            }
        }
        identity = null;
        SuiteFiles.delete(pidFile);
    }

    /** The shell's own kill: Java knows only two signals, and not every machine has the program. */
    private static void send(String signal, ProcessIdentity to) throws InterruptedException {
        Shell.run(List.of("sh", "-c", "kill -" + signal + " " + to.pid()));
    }

    private record Recorded(ProcessIdentity identity, String fingerprint) {}

    private void record(ProcessIdentity now, String fingerprint) {
        String lines = "pid=%d\nstarted=%d\nfingerprint=%s\n".formatted(now.pid(), now.startedTicks(), fingerprint);
        SuiteFiles.replace(pidFile, lines.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Recorded> recorded() {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(pidFile)) {
            lines.load(reader);
            return Optional.of(new Recorded(
                    new ProcessIdentity(
                            Long.parseLong(lines.getProperty("pid", "0")),
                            Long.parseLong(lines.getProperty("started", "0"))),
                    lines.getProperty("fingerprint", "")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pidFile, e);
        }
    }
}
