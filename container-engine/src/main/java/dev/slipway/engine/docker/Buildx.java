package dev.slipway.engine.docker;

import dev.slipway.engine.ContainerEngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code docker-buildx}, which speaks the engine's BuildKit. It is called itself and not by way of the
 * {@code docker} command: with {@code docker buildx} (28.2) a killed command leaves the plugin behind, and its build runs
 * on. Nothing is in its environment but the way to the engine.
 */
public final class Buildx {

    /** Where plugins for all users are; for one user they are in the home folder. */
    private static final List<String> FOLDERS = List.of(
            System.getProperty("user.home") + "/.docker/cli-plugins",
            "/usr/local/lib/docker/cli-plugins",
            "/usr/local/libexec/docker/cli-plugins",
            "/usr/lib/docker/cli-plugins",
            "/usr/libexec/docker/cli-plugins",
            "/Applications/Docker.app/Contents/Resources/cli-plugins");
    /** From 0.13 on its progress can be read as JSON. */
    private static final int OLDEST_MINOR = 13;

    private static final Pattern VERSION = Pattern.compile("\\S+ v?(\\d+)\\.(\\d+)\\S*.*");

    /**
     * Ends the program when whoever holds the other end of standard input is gone: a process that is killed without
     * notice would leave its build running for ever.
     */
    private static final String FENCE = """
            exec 3<&0 </dev/null
            "$@" 3<&- & build=$!
            (exec <&3 3<&- >/dev/null 2>&1; read -r _; kill -9 "$build") & fence=$!
            exec 3<&-
            wait "$build"; code=$?
            kill "$fence"
            exit "$code"
            """;

    private final Path program;
    private final String version;
    private final BuildxHome home;

    private Buildx(Path program, String version, BuildxHome home) {
        this.program = program;
        this.version = version;
        this.home = home;
    }

    /**
     * @param engine {@code unix:///…} or {@code tcp://…}; not asked yet
     * @param certificates see {@link DockerConnection#open}
     * @param logins a {@code config.json} with registry credentials; null for none
     * @return empty when the program is not installed or too old
     */
    public static Optional<Buildx> find(URI engine, @Nullable Path certificates, @Nullable Path logins) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, "docker-buildx"))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(program -> usableVersion(program)
                        .map(version -> new Buildx(program, version, BuildxHome.make(engine, certificates, logins))));
    }

    private static Optional<String> usableVersion(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = process.inputReader()) {
                String line = output.readLine();
                process.waitFor(10, TimeUnit.SECONDS);
                Matcher match = VERSION.matcher(line == null ? "" : line);
                return match.matches() && isUsable(match) ? Optional.of(match.group()) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("wanted to run " + program + ", which is marked as executable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for docker-buildx", e);
        }
    }

    private static boolean isUsable(Matcher version) {
        return Integer.parseInt(version.group(1)) > 0 || Integer.parseInt(version.group(2)) >= OLDEST_MINOR;
    }

    /** Name and version, for the log. */
    public String version() {
        return version;
    }

    /** Starts it; both outputs come as one. Its end is the caller's matter, see {@link #kill}. */
    Process start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", FENCE, "sh", program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        String path = variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.clear();
        variables.putAll(home.variables());
        variables.put("PATH", path);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ContainerEngineException("run " + program, true, "it cannot be started", e);
        }
    }

    /** Ends it at once; the engine notices and ends the build. Idempotent. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
