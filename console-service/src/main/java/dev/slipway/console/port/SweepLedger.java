package dev.slipway.console.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When which repository is looked at, by one clock for all replicas. All calls belong to the caller's transaction. An outage
 * of the store comes out as an unchecked exception that {@code Outages.isOutage} recognises.
 */
public interface SweepLedger {

    /**
     * How it went lately.
     *
     * @param lookedAt the last time that the repository answered; absent when it never did
     * @param failures looks in a row that failed
     * @param problem why the last one did; absent when it did not
     */
    record Status(
            String repository,
            @Nullable Instant lookedAt,
            Instant nextLookAt,
            int failures,
            @Nullable String problem) {}

    /** What somebody who may look now has to know. */
    record Turn(boolean first, int failures) {}

    /**
     * Takes the repository's turn if it is due: nobody else gets it for the time given, so that replicas take turns and a
     * look that died with its process is made up for.
     *
     * @return empty when it is not due
     */
    Optional<Turn> take(String repository, Duration hold);

    /** The repository answered. */
    void looked(String repository, Duration nextLookIn);

    /** The repository did not answer, or not as it should. */
    void failed(String repository, String problem, Duration nextLookIn);

    /** Every repository that was ever looked at. */
    List<Status> statuses();
}
