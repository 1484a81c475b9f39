package dev.slipway.runtime.model;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Shows each thread the schema and the time of its own world. A function {@code clock_timestamp()} stands before the
 * database's own one in the search path and reads the setting {@code slipway.now}, so that the production SQL stays as it is.
 */
@Singleton
@IfBuildProperty(name = "slipway.model", stringValue = "true")
class ModelConnections implements AgroalPoolInterceptor {

    /** A schema and its clock. */
    static final class View {

        private final String schema;
        private volatile long now;

        View(String schema) {
            this.schema = schema;
        }

        String schema() {
            return schema;
        }

        /** @param seconds since 1970 */
        void set(long seconds) {
            now = seconds;
        }
    }

    private static final ThreadLocal<@Nullable View> VIEW = new ThreadLocal<>();
    private final Map<Connection, String> shown = new ConcurrentHashMap<>();

    static void show(View view) {
        VIEW.set(view);
    }

    @Override
    public void onConnectionAcquire(Connection pooled) {
        View view = VIEW.get();
        if (view != null) {
            show(pooled, view);
        }
    }

    private void show(Connection pooled, View view) {
        String wanted = view.schema + "@" + view.now;
        try {
            PgConnection connection = pooled.unwrap(PgConnection.class);
            if (wanted.equals(shown.put(connection, wanted))) {
                return;
            }
            // A setting made inside a transaction would go with it when it rolls back.
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (PreparedStatement set = connection.prepareStatement(
                    "select set_config('search_path', ?, false), set_config('slipway.now', ?, false)")) {
                set.setString(1, view.schema + ", model_clock, pg_catalog");
                set.setString(2, String.valueOf(view.now));
                set.execute();
            }
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
