package dev.slipway.runtime;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server and a Kafka broker for a component test; both real, both gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final List<String> TOPICS =
            List.of("commits", "builds", "images", "tests", "deployments", "load-balancers", "dns");

    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"));
    private @Nullable Process broker;
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            directory = Files.createTempDirectory("slipway-test");
            Path token = Files.writeString(directory.resolve("operator.token"), OPERATOR_TOKEN);
            int port = startBroker(directory.resolve("kafka"));
            return Map.of(
                    "kafka.bootstrap.servers", "127.0.0.1:" + port,
                    "quarkus.datasource.jdbc.url", database.getJdbcUrl(),
                    "quarkus.datasource.username", database.getUsername(),
                    "quarkus.datasource.password", database.getPassword(),
                    "slipway.access.token-files.operator", token.toString(),
                    "slipway.test.operator-token", OPERATOR_TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int startBroker(Path data) throws IOException {
        Path module = Path.of("..", "kafka-broker", "target").toAbsolutePath().normalize();
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                module.resolve("kafka-broker.jar") + ":" + module.resolve("lib/*"),
                "dev.slipway.broker.BrokerMain",
                data.toString(),
                String.valueOf(port),
                String.valueOf(freePort())));
        TOPICS.forEach(topic -> command.addAll(List.of("slipway." + topic + ":2", "slipway." + topic + ".dlq:1")));
        broker = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = broker.inputReader();
        if (!"ready".equals(output.readLine())) {
            throw new IllegalStateException("the broker did not start: is kafka-broker packaged?");
        }
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        try {
            if (broker != null && !broker.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker does not end");
            }
            database.stop();
            deleteDirectory();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteDirectory() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
