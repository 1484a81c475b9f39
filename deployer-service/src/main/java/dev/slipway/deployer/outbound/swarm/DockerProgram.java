package dev.slipway.deployer.outbound.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@code docker} program, for what only it can do. It gets its arguments as they are, without a shell, and an empty
 * environment: a stack file must not learn what ours says.
 */
public final class DockerProgram {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<String> prefix;

    /** @param certificates folder with {@code ca.pem}, {@code cert.pem}, {@code key.pem}; null without TLS */
    public DockerProgram(URI host, @Nullable Path certificates) {
        prefix = new ArrayList<>(List.of("docker", "--host", host.toString()));
        if (certificates != null) {
            prefix.addAll(List.of(
                    "--tlsverify",
                    "--tlscacert",
                    certificates.resolve("ca.pem").toString(),
                    "--tlscert",
                    certificates.resolve("cert.pem").toString(),
                    "--tlskey",
                    certificates.resolve("key.pem").toString()));
        }
    }

    /**
     * Runs to the end.
     *
     * @throws SwarmException with what the program said, when it does not end well
     */
    void run(String input, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        String shown = String.join(" ", arguments);
        try {
            Process process = builder.start();
            try {
                CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
                feed(process, input);
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SwarmException(
                            "docker " + shown + " did not end within " + LIMIT.toSeconds() + " s", null);
                }
                if (process.exitValue() != 0) {
                    throw new SwarmException(
                            "docker " + shown + " failed: " + output.join().strip(), null);
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new SwarmException("the docker program cannot be started: is it installed?", e);
        }
    }

    /** A program that ends before it has read everything says why by its exit code. */
    private static void feed(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private static String read(InputStream output) {
        try (output) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its output could not be read: " + e.getMessage() + ")";
        }
    }
}
