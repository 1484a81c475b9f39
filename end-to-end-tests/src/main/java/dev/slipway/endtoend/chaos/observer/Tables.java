package dev.slipway.endtoend.chaos.observer;

import dev.slipway.endtoend.chaos.checker.StageRun;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The tables that every stage service has, read in a session that cannot write. One thread at a time. */
public final class Tables implements AutoCloseable {

    private static final List<String> SCHEMAS = List.of("builder", "packager", "tester", "deployer", "dns");
    private static final List<String> OUTBOXES = List.of("console", "builder", "packager", "tester", "deployer", "dns");

    /**
     * A run that an attempt holds.
     *
     * @param leased whether its lease has not run out, by the database's clock
     */
    public record Running(
            String run, String stage, String lane, boolean exclusive, String owner, long fence, boolean leased) {}

    /** What was seen at one moment: all runs that are held, of all services. */
    public record Look(Instant at, List<Running> running) {}

    private final String url;
    private final Properties login = new Properties();
    private @Nullable Connection connection;

    /** @param password of the superuser: no service's role sees all schemas */
    public Tables(int port, String password) {
        this.url = "jdbc:postgresql://127.0.0.1:" + port + "/slipway";
        login.setProperty("user", "postgres");
        login.setProperty("password", password);
        login.setProperty("readOnly", "true");
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "5");
    }

    public Look look() throws SQLException {
        String query = all(
                SCHEMAS,
                "select id::text, stage, lane, exclusive, owner, fence, lease_until > clock_timestamp() as leased"
                        + " from %1$s.stage_run where state = 'RUNNING'");
        return new Look(
                Instant.now(),
                list(
                        query,
                        row -> new Running(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBoolean(4),
                                row.getString(5),
                                row.getLong(6),
                                row.getBoolean(7))));
    }

    public List<StageRun> stageRuns() throws SQLException {
        String query = all(
                SCHEMAS,
                "select id::text, stage, event_id::text, pipeline_run::text, state, attempt, infra_failures, outcome, reason"
                        + " from %1$s.stage_run");
        return list(
                query,
                row -> new StageRun(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getString(8),
                        row.getString(9)));
    }

    /** Events that did not leave, each with its service and topic. */
    public List<String> unsent() throws SQLException {
        String query = all(
                OUTBOXES,
                "select '%1$s ' || topic || ' ' || id || coalesce(' refused: ' || refused, '') from %1$s.outbox"
                        + " where sent_at is null");
        return list(query, row -> row.getString(1));
    }

    private static String all(List<String> schemas, String query) {
        return String.join(
                " union all ",
                schemas.stream().map(schema -> query.formatted(schema)).toList());
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String query, Reading<T> reading) throws SQLException {
        try (Statement statement = connected().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reading.of(rows));
            }
            return found;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection connected() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = DriverManager.getConnection(url, login);
            connection = known;
        }
        return known;
    }

    @Override
    public void close() {
        Connection known = connection;
        connection = null;
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                // It is of no use any more, and the next question opens another.
            }
        }
    }
}
