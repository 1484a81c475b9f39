package dev.slipway.runtime.model;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real PostgreSQL with a clock that the test sets. It does not wait for its disk: what a commit survives is not the
 * question here, and half a million transactions are to be over in minutes.
 */
public final class ModelDatabase implements QuarkusTestResourceLifecycleManager {

    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"))
            .withTmpFs(Map.of("/var/lib/postgresql/data", "rw"))
            .withCommand(
                    "postgres",
                    "-c",
                    "fsync=off",
                    "-c",
                    "synchronous_commit=off",
                    "-c",
                    "search_path=public,model_clock,pg_catalog");

    @Override
    public Map<String, String> start() {
        database.start();
        String url = url();
        try (Connection connection = DriverManager.getConnection(url, database.getUsername(), database.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create schema model_clock");
            statement.execute("""
                    create function model_clock.clock_timestamp() returns timestamptz language sql volatile as
                    $$ select to_timestamp(current_setting('slipway.now')::double precision) $$
                    """);
            statement.execute("alter database " + database.getDatabaseName() + " set slipway.now = '0'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "slipway.safety.accept",
                "postgresql.fsync,postgresql.full_page_writes,postgresql.synchronous_commit",
                "quarkus.datasource.jdbc.url",
                url,
                "quarkus.datasource.username",
                database.getUsername(),
                "quarkus.datasource.password",
                database.getPassword());
    }

    /** Straight to the container where the engine allows it: a published port costs a proxy process on each message. */
    private String url() {
        String published = database.getJdbcUrl();
        return database.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network ->
                        "jdbc:postgresql://%s:5432/%s".formatted(network.getIpAddress(), database.getDatabaseName()))
                .filter(this::answers)
                .findFirst()
                .orElse(published);
    }

    private boolean answers(String url) {
        try (Connection connection = DriverManager.getConnection(
                url + "?connectTimeout=2", database.getUsername(), database.getPassword())) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        database.stop();
    }
}
