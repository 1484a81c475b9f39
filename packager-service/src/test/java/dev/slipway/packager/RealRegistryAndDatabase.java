package dev.slipway.packager;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A registry and a PostgreSQL server. No broker: what is tested here is behind the handlers. */
public final class RealRegistryAndDatabase implements QuarkusTestResourceLifecycleManager {

    private static final int REGISTRY_PORT = 5000;

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");
    private final GenericContainer<?> registry =
            new GenericContainer<>(DockerImageName.parse("slipway/registry:2")).withExposedPorts(REGISTRY_PORT);

    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        database.start();
        registry.start();
        try {
            folder = Files.createTempDirectory("packager-it");
            Path token = Files.writeString(folder.resolve("token"), "operator-token-for-tests-0123456789abcdef");
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", "127.0.0.1:1"),
                    Map.entry("quarkus.datasource.jdbc.url", database.getJdbcUrl()),
                    Map.entry("quarkus.datasource.username", database.getUsername()),
                    Map.entry("quarkus.datasource.password", database.getPassword()),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("slipway.access.token-files.operator", token.toString()),
                    Map.entry(
                            "slipway.packager.registry.address", "127.0.0.1:" + registry.getMappedPort(REGISTRY_PORT)),
                    Map.entry(
                            "slipway.packager.workspace", folder.resolve("work").toString()),
                    Map.entry(
                            "slipway.packager.artifacts.directory",
                            folder.resolve("store").toString()),
                    Map.entry(
                            "slipway.packager.secrets.directory",
                            folder.resolve("secrets").toString()),
                    Map.entry("slipway.packager.artifacts.minimum-free", "1M"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        registry.stop();
        database.stop();
        if (folder != null) {
            try {
                Workspace.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
