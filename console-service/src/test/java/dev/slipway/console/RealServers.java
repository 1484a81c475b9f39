package dev.slipway.console;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server behind a gate that the test can shut, and a Kafka broker; both real, both gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final String HOOK_TOKEN = "hook-token-for-tests-0123456789abcdefabcdef";
    private static final List<String> TOPICS =
            List.of("commits", "builds", "images", "tests", "deployments", "load-balancers", "dns");

    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"));
    private @Nullable Process broker;
    private @Nullable Path directory;
    private @Nullable Gate gate;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            directory = Files.createTempDirectory("slipway-test");
            Path operator = Files.writeString(directory.resolve("operator.token"), OPERATOR_TOKEN);
            Path hook = Files.writeString(directory.resolve("hook.token"), HOOK_TOKEN);
            Path shut = directory.resolve("database-is-away");
            gate = new Gate(database.getHost(), database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), shut);
            int http = freePort();
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", "127.0.0.1:" + startBroker(directory.resolve("kafka"))),
                    Map.entry(
                            "quarkus.datasource.jdbc.url",
                            "jdbc:postgresql://127.0.0.1:" + gate.port() + "/" + database.getDatabaseName()),
                    Map.entry("quarkus.datasource.username", database.getUsername()),
                    Map.entry("quarkus.datasource.password", database.getPassword()),
                    Map.entry("quarkus.http.test-port", String.valueOf(http)),
                    Map.entry("slipway.access.token-files.operator", operator.toString()),
                    Map.entry("slipway.access.token-files.hook", hook.toString()),
                    Map.entry(
                            "slipway.artifacts.directory",
                            directory.resolve("artifacts").toString()),
                    Map.entry("slipway.artifacts.minimum-free", "1M"),
                    // The console keeps the runtime's log resource like every service: here it plays a stage service
                    // too.
                    Map.entry("slipway.console.stages.builder", "http://127.0.0.1:" + http),
                    Map.entry("slipway.test.operator-token", OPERATOR_TOKEN),
                    Map.entry("slipway.test.hook-token", HOOK_TOKEN),
                    Map.entry("slipway.test.database-is-away", shut.toString()));
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
            if (gate != null) {
                gate.close();
            }
            database.stop();
            deleteDirectory();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteDirectory() throws IOException {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
