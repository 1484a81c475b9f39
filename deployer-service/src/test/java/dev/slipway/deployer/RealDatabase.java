package dev.slipway.deployer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server. No broker: what is tested with it is behind the handlers. */
public final class RealDatabase implements QuarkusTestResourceLifecycleManager {

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");

    @Override
    public Map<String, String> start() {
        database.start();
        try {
            Path folder = Files.createTempDirectory("deployer-it");
            Path token = Files.writeString(folder.resolve("token"), "operator-token-for-tests-0123456789abcdef");
            return Map.of(
                    "kafka.bootstrap.servers", "127.0.0.1:1",
                    "quarkus.datasource.jdbc.url", database.getJdbcUrl(),
                    "quarkus.datasource.username", database.getUsername(),
                    "quarkus.datasource.password", database.getPassword(),
                    "quarkus.http.test-port", "0",
                    "slipway.instance", "deployer-wired-it",
                    "slipway.access.token-files.operator", token.toString(),
                    "slipway.artifacts.directory", folder.resolve("store").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        database.stop();
    }
}
