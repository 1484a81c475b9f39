package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;

/**
 * A push that git accepted and whose hook took it into its care.
 *
 * @param good false for a commit that fails its own tests, on purpose
 */
public record Push(String repository, String ref, String revision, boolean good, Instant at) {

    String brief() {
        return "%s of %s %s, pushed %s".formatted(revision.substring(0, 8), repository, ref, at);
    }
}
