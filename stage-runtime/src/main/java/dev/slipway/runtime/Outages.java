package dev.slipway.runtime;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;

/** Tells an outage of the database, which passes, from a statement that will never work. */
public final class Outages {

    private Outages() {}

    /**
     * By SQLState class: 08 connection, 53 resources, 57 operator intervention, 40 rollback by the server. No SQLState at
     * all means that no connection was had, or that the transaction manager gave up.
     */
    public static boolean isOutage(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.matches("(08|53|57|40).*");
            }
        }
        return thrown instanceof QuarkusTransactionException || hasCause(thrown, SystemException.class);
    }

    public static String summary(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static boolean hasCause(Throwable thrown, Class<?> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
