package dev.slipway.runtime.model;

import dev.slipway.events.EventType;
import dev.slipway.events.PipelineEvent;
import dev.slipway.runtime.RunId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that one sequence left in its schema. */
record Stored(List<Run> runs, List<Event> events) {

    record Run(RunId id, String state, @Nullable String outcome, int attempt, int failures, long fence) {}

    /** A row of the outbox. */
    record Event(UUID id, String key, String type, boolean sent, boolean refused) {}

    static String typeName(Class<? extends PipelineEvent> event) {
        return EventType.of(event).typeName();
    }

    static Stored read(Connection connection) throws SQLException {
        List<Run> runs = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select id, state, outcome, attempt, infra_failures, fence from stage_run")) {
                while (row.next()) {
                    runs.add(new Run(
                            new RunId(row.getObject(1, UUID.class)),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4),
                            row.getInt(5),
                            row.getLong(6)));
                }
            }
            try (ResultSet row = statement.executeQuery("select id, record_key, headers->>'ce_type',"
                    + " sent_at is not null, refused is not null from outbox order by n")) {
                while (row.next()) {
                    events.add(new Event(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(5)));
                }
            }
        }
        return new Stored(runs, events);
    }
}
