package dev.slipway.runtime.failpoint;

import java.sql.SQLException;

/** What a point throws when it was ordered to; for the runtime it looks like a database that shut down. */
final class FailpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String ADMIN_SHUTDOWN = "57P01";

    FailpointException(String point) {
        super("ordered to fail at " + point, new SQLException("ordered to fail at " + point, ADMIN_SHUTDOWN));
    }
}
