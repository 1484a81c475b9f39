package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageEngineContract;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.TarArchive;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerImageEngineIT extends ImageEngineContract {

    private static DockerConnection docker;
    private static String registryContainer;
    private static int port;

    @BeforeAll
    static void startRegistry() {
        docker = DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);
        ExposedPort inside = ExposedPort.tcp(5000);
        registryContainer = docker.questions()
                .createContainerCmd("slipway/registry:2")
                .withExposedPorts(inside)
                .withHostConfig(HostConfig.newHostConfig()
                        .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), inside)))
                .exec()
                .getId();
        docker.questions().startContainerCmd(registryContainer).exec();
        Ports published = docker.questions()
                .inspectContainerCmd(registryContainer)
                .exec()
                .getNetworkSettings()
                .getPorts();
        port = Integer.parseInt(Objects.requireNonNull(published.getBindings().get(inside))[0].getHostPortSpec());
        await().ignoreExceptions().until(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write("GET /v2/ HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().read() == 'H';
            }
        });
    }

    @AfterAll
    static void stopRegistry() {
        docker.questions()
                .removeContainerCmd(registryContainer)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
        docker.close();
    }

    @Override
    protected ImageEngine engine() {
        return new DockerImageEngine(docker);
    }

    @Override
    protected String registry() {
        return "127.0.0.1:" + port;
    }

    @Test
    void unreachableRegistryIsARetryableFailure() {
        ImageReference nowhere = new ImageReference("127.0.0.1:1", "contract/app", "1", null);

        ContainerEngineException failure =
                catchThrowableOfType(ContainerEngineException.class, () -> engine().ensureImage(nowhere, null));

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("127.0.0.1:1/contract/app:1");
    }

    @Test
    void unreachableRegistryOfABaseImageIsNotTheUsersFault() {
        ImageReference tag = new ImageReference(registry(), "contract/claim", "1", null);

        ContainerEngineException failure = catchThrowableOfType(
                ContainerEngineException.class,
                () -> engine().build(
                                new ImageBuildSpec(
                                        tag, "Dockerfile", Map.of(), Map.of(), Duration.ofMinutes(1), 256L << 20),
                                TarArchive.of("Dockerfile", "FROM 127.0.0.1:1/base:1\n"),
                                line -> {}));

        assertThat(failure.retryable()).isTrue();
    }
}
