package dev.slipway.dns;

import dev.slipway.runtime.testing.BrokerProcess;
import dev.slipway.runtime.testing.TemporaryFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server, a Kafka broker and a name server; all real, all gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final String SECRET = "c2xpcHdheS10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI=";

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");
    private final GenericContainer<?> bind = new GenericContainer<>("slipway/bind:9.20")
            .withEnv("ZONE", "example.test")
            .withEnv("TSIG_KEY", "slipway")
            .withEnv("TSIG_SECRET", SECRET)
            .withExposedPorts(53)
            .waitingFor(Wait.forLogMessage(".*running.*\\n", 1));
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
            Path operator = own.write("operator.token", OPERATOR_TOKEN);
            Path key = own.write("tsig.key", SECRET + "\n");
            bind.start();
            String server = bind.getHost() + ":" + bind.getMappedPort(53);
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", started.bootstrap()),
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

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            bind.stop();
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
