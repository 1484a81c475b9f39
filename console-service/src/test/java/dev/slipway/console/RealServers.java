package dev.slipway.console;

import dev.slipway.runtime.testing.BrokerProcess;
import dev.slipway.runtime.testing.TemporaryFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server behind a gate that the test can shut, and a Kafka broker; both real, both gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final String HOOK_TOKEN = "hook-token-for-tests-0123456789abcdefabcdef";

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");
    private @Nullable BrokerProcess broker;
    private @Nullable TemporaryFolder folder;
    private @Nullable Gate gate;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            TemporaryFolder own = TemporaryFolder.make();
            folder = own;
            BrokerProcess started = BrokerProcess.start(own.path().resolve("kafka"));
            broker = started;
            Path operator = own.write("operator.token", OPERATOR_TOKEN);
            Path hook = own.write("hook.token", HOOK_TOKEN);
            Path shut = own.path().resolve("database-is-away");
            gate = new Gate(database.getHost(), database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), shut);
            int http = BrokerProcess.freePort();
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", started.bootstrap()),
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
                            own.path().resolve("artifacts").toString()),
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

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            if (gate != null) {
                gate.close();
            }
            database.stop();
            if (folder != null) {
                folder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
