package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;

/**
 * One attempt's hold on a run, as seen by looking at the tables again and again.
 *
 * @param owner service, process number and a random part, with slashes between
 * @param first when it was seen first, and {@code last} when last; the truth is at most one look wider
 */
public record Claim(
        String run,
        String stage,
        String lane,
        boolean exclusive,
        String owner,
        long fence,
        Instant first,
        Instant last) {

    boolean overlaps(Claim other) {
        return !first.isAfter(other.last) && !other.first.isAfter(last);
    }
}
