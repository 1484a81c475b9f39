package dev.slipway.runtime.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Word from replica to replica, by PostgreSQL's NOTIFY. Only for what the sender cannot do itself: a commit with a
 * notification waits for every other such commit of the whole database, so it must stay rare.
 */
@ApplicationScoped
public class Replicas {

    /** What a replica may be told. */
    public enum Word {
        /** A run is due, and the sender has no free place for it. */
        WORK,
        /** A run at work somewhere was cancelled. */
        CANCELLED
    }

    private static final Duration PROOF_OF_LIFE = Duration.ofSeconds(30);
    private static final int VALID_WITHIN_SECONDS = 5;

    private final EntityManager database;
    private final DataSource connections;

    public Replicas(EntityManager database, DataSource connections) {
        this.database = database;
        this.connections = connections;
    }

    /** Tells all replicas of this service, the sender too, when the caller's transaction commits. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Word word) {
        database.createNativeQuery("select cast(pg_notify('slipway_' || current_schema(), :word) as text)")
                .setParameter("word", word.name())
                .getSingleResult();
    }

    /**
     * Listens until interrupted or until the connection breaks. Calls back once at the beginning for every word: it may
     * have been said while nobody listened.
     */
    public void listen(Consumer<Word> heard) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("do $$ begin execute format('listen %I', 'slipway_' || current_schema()); end $$");
            Arrays.stream(Word.values()).forEach(heard);
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (!Thread.currentThread().isInterrupted()) {
                PGNotification[] words = notified.getNotifications(Math.toIntExact(PROOF_OF_LIFE.toMillis()));
                if (words == null || words.length == 0) {
                    if (!connection.isValid(VALID_WITHIN_SECONDS)) {
                        throw new SQLException("the listening connection is gone", "08006");
                    }
                    continue;
                }
                Arrays.stream(words)
                        .map(word -> Word.valueOf(word.getParameter().toUpperCase(Locale.ROOT)))
                        .distinct()
                        .forEach(heard);
            }
        }
    }
}
