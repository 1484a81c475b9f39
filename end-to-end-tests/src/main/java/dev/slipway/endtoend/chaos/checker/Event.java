package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic, as it lies there; the same event sent twice is two of these with one id.
 *
 * @param place where it lies: topic, partition, offset
 * @param position order of arrival within its partition
 * @param type without {@code dev.slipway.} and version, e.g. {@code artifact.built}
 * @param cause id of the event that led to it; absent for the first
 * @param run id of the pipeline run
 * @param revision the pushed commit
 * @param sequence place among the pushes of its ref
 * @param target environment and stack, {@code staging/web}; absent where there is none
 * @param stage the stage that ended, for {@code run.superseded} and {@code run.cancelled}
 * @param digest of the image it speaks of
 * @param body as sent
 */
public record Event(
        String place,
        long position,
        String id,
        String type,
        @Nullable String cause,
        Instant time,
        String run,
        String repository,
        String ref,
        String revision,
        long sequence,
        @Nullable String target,
        @Nullable String stage,
        @Nullable String digest,
        String body) {

    /** For people who look for it. */
    String brief() {
        return type + " " + id + " at " + place;
    }
}
