package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerEngineContract;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.LogFrame.Stream;
import dev.slipway.engine.LogPosition;
import dev.slipway.engine.ResourceLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerContainerEngineIT extends ContainerEngineContract {

    private static DockerConnection docker;

    @BeforeAll
    static void connect() {
        docker = DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);
    }

    @AfterAll
    static void disconnect() {
        docker.close();
    }

    @Override
    protected ContainerEngine engine() {
        return new DockerContainerEngine(docker);
    }

    @Test
    void containerIsConfined() {
        ContainerSpec spec = shell(
                        "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status; ls /sys/class/net; "
                                + "ulimit -u; touch /tmp/x && df -k /tmp | tail -1 | awk '{print $2}'; ls /var/run/docker.sock; exit 0")
                .tmpfs("/tmp", 8L << 20)
                .build();
        ContainerHandle container = engine().ensure(spec);
        engine().start(container);

        String output = text(follow(container, LogPosition.BEGINNING), Stream.STDOUT);

        assertThat(output)
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "lo\n", "8192\n")
                .doesNotContain("eth0", "docker.sock");
    }

    @Test
    void forkBombIsStopped() {
        ContainerHandle container = engine().ensure(shell("for i in $(seq 50); do sleep 20 & done; echo survived")
                .limits(new ResourceLimits(64L << 20, 1, 20))
                .build());
        engine().start(container);

        ContainerExit exit = engine().await(container, Duration.ofMinutes(1));

        assertThat(exit).isNotEqualTo(new ContainerExit.Exited(0));
    }

    @Test
    void logIsFollowedWhileTheCommandRuns() {
        ContainerHandle container = started("for i in 1 2 3 4 5; do echo line $i; sleep 0.2; done");
        List<String> lines = new ArrayList<>();
        LogPosition[] position = {LogPosition.BEGINNING};
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                engine().follow(container, position[0], frame -> {
                    lines.add(new String(frame.bytes(), StandardCharsets.UTF_8));
                    position[0] = frame.position();
                    if (lines.size() == 2) {
                        throw new IllegalStateException("this attempt dies");
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("this attempt dies");
            }
        }

        assertThat(lines).containsExactly("line 1\n", "line 2\n", "line 3\n", "line 4\n", "line 5\n");
    }

    @Test
    void engineThatIsNotThereIsARetryableFailure() {
        try (DockerConnection nowhere = DockerConnection.open(URI.create("unix:///var/run/no-such.sock"), null)) {
            ContainerEngineException failure = catchThrowableOfType(
                    ContainerEngineException.class, () -> new DockerContainerEngine(nowhere).status());

            assertThat(failure.retryable()).isTrue();
        }
    }
}
