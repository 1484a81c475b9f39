package dev.slipway.runtime.safety;

import static dev.slipway.runtime.safety.Rule.exactly;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL must do before it says that a transaction is committed. */
final class DatabaseRules {

    private static final String LOST = "a committed run is lost when the machine loses power";

    private static final List<Rule> RULES = List.of(
            exactly("fsync", "on", "on", LOST),
            exactly("full_page_writes", "on", "on", "a page half written at a power cut cannot be repaired"),
            new Rule("synchronous_commit", "on", value -> !value.equals("off"), "on", LOST),
            exactly(
                    "default_transaction_isolation",
                    "read committed",
                    "read committed",
                    "a claim fails instead of waiting"));

    private DatabaseRules() {}

    static List<Danger> check(Connection connection) throws SQLException {
        List<Danger> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Rule rule : RULES) {
                try (ResultSet answer = statement.executeQuery("show " + rule.key())) {
                    answer.next();
                    rule.check("postgresql." + rule.key(), Optional.of(answer.getString(1)))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
