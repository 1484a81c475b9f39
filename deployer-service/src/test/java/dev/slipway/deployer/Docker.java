package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The docker program, as the tests' own eyes and hands. */
final class Docker {

    private Docker() {}

    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> lines(String... arguments) {
        return run(arguments).lines().filter(line -> !line.isBlank()).toList();
    }

    /** Ids of the running containers of a service. */
    static List<String> containersOf(String service) {
        return lines("ps", "-q", "--filter", "label=com.docker.swarm.service.name=" + service);
    }

    /** Removes a stack and whatever it leaves; networks can only be removed a moment after their last container. */
    static void remove(String stack, String environment) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
            run("stack", "rm", stack);
            assertThat(labelled("network", stack)).isEmpty();
            labelled("volume", stack).forEach(volume -> run("volume", "rm", volume));
            assertThat(lines("ps", "-aq", "--filter", "label=com.docker.stack.namespace=" + stack))
                    .isEmpty();
        });
        for (String kind : List.of("config", "secret")) {
            lines(kind, "ls", "-q", "--filter", "label=slipway.environment=" + environment)
                    .forEach(id -> run(kind, "rm", id));
        }
    }

    private static List<String> labelled(String kind, String stack) {
        return lines(kind, "ls", "-q", "--filter", "label=com.docker.stack.namespace=" + stack);
    }
}
