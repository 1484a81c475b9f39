package dev.slipway.dns;

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
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server, a Kafka broker and a name server; all real, all gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final String SECRET = "c2xpcHdheS10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI=";
    private static final List<String> TOPICS =
            List.of("commits", "builds", "images", "tests", "deployments", "load-balancers", "dns");

    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"));
    private final GenericContainer<?> bind = new GenericContainer<>("slipway/bind:9.20")
            .withEnv("ZONE", "example.test")
            .withEnv("TSIG_KEY", "slipway")
            .withEnv("TSIG_SECRET", SECRET)
            .withExposedPorts(53)
            .waitingFor(Wait.forLogMessage(".*running.*\\n", 1));
    private @Nullable Process broker;
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            directory = Files.createTempDirectory("slipway-test");
            Path operator = Files.writeString(directory.resolve("operator.token"), OPERATOR_TOKEN);
            Path key = Files.writeString(directory.resolve("tsig.key"), SECRET + "\n");
            bind.start();
            String server = bind.getHost() + ":" + bind.getMappedPort(53);
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", "127.0.0.1:" + startBroker(directory.resolve("kafka"))),
                    Map.entry("quarkus.datasource.jdbc.url", database.getJdbcUrl()),
                    Map.entry("quarkus.datasource.username", database.getUsername()),
                    Map.entry("quarkus.datasource.password", database.getPassword()),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("slipway.access.token-files.operator", operator.toString()),
                    Map.entry("slipway.stage.reconcile-every", "1s"),
                    Map.entry("slipway.dns.zone", "example.test."),
                    Map.entry("slipway.dns.domain", "apps.example.test"),
                    Map.entry("slipway.dns.rfc2136.server", server),
                    Map.entry("slipway.dns.rfc2136.key-file", key.toString()));
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
            bind.stop();
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
