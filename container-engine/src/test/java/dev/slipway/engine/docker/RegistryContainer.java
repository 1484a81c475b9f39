package dev.slipway.engine.docker;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A registry on this machine, gone with everything in it when closed. */
final class RegistryContainer implements AutoCloseable {

    private final DockerConnection docker;
    private final String id;
    private final int port;

    RegistryContainer(DockerConnection docker) {
        this.docker = docker;
        ExposedPort inside = ExposedPort.tcp(5000);
        id = docker.questions()
                .createContainerCmd("slipway/registry:2")
                .withExposedPorts(inside)
                .withHostConfig(HostConfig.newHostConfig()
                        .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), inside)))
                .exec()
                .getId();
        docker.questions().startContainerCmd(id).exec();
        Ports published = docker.questions()
                .inspectContainerCmd(id)
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

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        docker.questions()
                .removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }
}
