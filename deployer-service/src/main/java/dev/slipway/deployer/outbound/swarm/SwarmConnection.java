package dev.slipway.deployer.outbound.swarm;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Questions to a manager of the swarm, and what their failures mean. */
public final class SwarmConnection implements AutoCloseable {

    // Spoken by engines from 20.10 on; a fixed version keeps answers from changing with the engine.
    private static final String API_VERSION = "1.41";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private final DockerClient client;

    private SwarmConnection(DockerClient client) {
        this.client = client;
    }

    /** @param certificates folder with {@code ca.pem}, {@code cert.pem}, {@code key.pem}; null without TLS */
    public static SwarmConnection open(URI host, @Nullable Path certificates) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                .withApiVersion(API_VERSION)
                .withDockerTlsVerify(certificates != null);
        if (certificates != null) {
            builder.withDockerCertPath(certificates.toString());
        }
        DockerClientConfig config = builder.build();
        return new SwarmConnection(DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .responseTimeout(ANSWER_TIMEOUT)
                        .build()));
    }

    DockerClient client() {
        return client;
    }

    /** @param operation what is tried, for the message: {@code list tasks} */
    <T> T ask(String operation, Supplier<T> question) {
        try {
            return question.get();
        } catch (DockerException e) {
            throw new SwarmException(
                    operation + ": the engine answers " + e.getHttpStatus() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new SwarmException(operation + ": the engine does not answer: " + e.getMessage(), e);
        }
    }

    void tell(String operation, Runnable command) {
        ask(operation, () -> {
            command.run();
            return true;
        });
    }

    /** Empty when the engine says that there is no such thing, and only then. */
    <T> Optional<T> look(String operation, Supplier<T> question) {
        return ask(operation, () -> {
            try {
                return Optional.of(question.get());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the connection to the engine", e);
        }
    }
}
