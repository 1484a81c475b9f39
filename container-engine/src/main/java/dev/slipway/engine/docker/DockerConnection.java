package dev.slipway.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way to one engine. Two clients, because the transport knows only one time-out: a question is answered within a
 * minute or the engine is in trouble, while a log, a wait or a build may be silent for an hour.
 */
public final class DockerConnection implements AutoCloseable {

    // spoken by engines from 20.10 on; a fixed version keeps answers from changing with the engine
    private static final String API_VERSION = "1.41";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private final DockerClient questions;
    private final DockerClient streams;
    private final DockerHttpClient patientTransport;

    private DockerConnection(
            DockerClientConfig config, DockerHttpClient promptTransport, DockerHttpClient patientTransport) {
        this.questions = DockerClientImpl.getInstance(config, promptTransport);
        this.streams = DockerClientImpl.getInstance(config, patientTransport);
        this.patientTransport = patientTransport;
    }

    /**
     * @param host {@code unix:///var/run/docker.sock} or {@code tcp://host:2376}
     * @param certificates folder with {@code ca.pem}, {@code cert.pem}, {@code key.pem}; null for a connection without
     *     TLS. Nothing is connected yet: an engine that is not there shows at the first call
     */
    public static DockerConnection open(URI host, @Nullable Path certificates) {
        DefaultDockerClientConfig.Builder config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                .withApiVersion(API_VERSION)
                .withDockerTlsVerify(certificates != null);
        if (certificates != null) {
            config.withDockerCertPath(certificates.toString());
        }
        DockerClientConfig built = config.build();
        return new DockerConnection(built, transport(built, ANSWER_TIMEOUT), transport(built, null));
    }

    private static DockerHttpClient transport(DockerClientConfig config, @Nullable Duration answerTimeout) {
        ZerodepDockerHttpClient.Builder transport = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .connectionTimeout(CONNECT_TIMEOUT);
        return answerTimeout == null
                ? transport.build()
                : transport.responseTimeout(answerTimeout).build();
    }

    /** For calls that are answered at once. */
    DockerClient questions() {
        return questions;
    }

    /** For calls whose answer or request may take as long as it takes. */
    DockerClient streams() {
        return streams;
    }

    /** For the one call docker-java gets wrong; the caller closes the response. */
    DockerHttpClient.Response get(String path) {
        return patientTransport.execute(DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/v" + API_VERSION + path)
                .build());
    }

    @Override
    public void close() {
        try (questions;
                streams) {
            // both are closed, also when the first one fails
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
