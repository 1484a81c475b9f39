package dev.slipway.builder;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server. No broker: what is tested with it is behind the handlers. */
public final class RealDatabase implements QuarkusTestResourceLifecycleManager {

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");

    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        database.start();
        try {
            folder = Files.createTempDirectory("builder-it");
            Path token = Files.writeString(folder.resolve("token"), "operator-token-for-tests-0123456789abcdef");
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", "127.0.0.1:1"),
                    Map.entry("quarkus.datasource.jdbc.url", database.getJdbcUrl()),
                    Map.entry("quarkus.datasource.username", database.getUsername()),
                    Map.entry("quarkus.datasource.password", database.getPassword()),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("slipway.instance", "builder-wired-it"),
                    Map.entry("slipway.access.token-files.operator", token.toString()),
                    Map.entry(
                            "slipway.builder.mirrors", folder.resolve("mirrors").toString()),
                    Map.entry(
                            "slipway.builder.workspace", folder.resolve("work").toString()),
                    Map.entry("slipway.builder.local-roots", folder.toString()),
                    Map.entry(
                            "slipway.artifacts.directory",
                            folder.resolve("store").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
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
