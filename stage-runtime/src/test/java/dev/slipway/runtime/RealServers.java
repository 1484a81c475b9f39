package dev.slipway.runtime;

import dev.slipway.runtime.testing.BrokerProcess;
import dev.slipway.runtime.testing.TemporaryFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server and a Kafka broker for a component test; both real, both gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");
    private @Nullable BrokerProcess broker;
    private @Nullable TemporaryFolder folder;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            TemporaryFolder own = TemporaryFolder.make();
            folder = own;
            BrokerProcess started = BrokerProcess.start(own.path().resolve("kafka"));
            broker = started;
            return Map.of(
                    "kafka.bootstrap.servers", started.bootstrap(),
                    "quarkus.datasource.jdbc.url", database.getJdbcUrl(),
                    "quarkus.datasource.username", database.getUsername(),
                    "quarkus.datasource.password", database.getPassword(),
                    "slipway.access.token-files.operator",
                            own.write("operator.token", OPERATOR_TOKEN).toString(),
                    "slipway.test.operator-token", OPERATOR_TOKEN,
                    "slipway.failpoints.directory", own.path().toString());
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
