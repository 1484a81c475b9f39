package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a part.
 *
 * @param ended when the part was let go again; the same as {@code begun} for a kill
 * @param held what the part was working on at that moment
 * @param recovered when it worked again: what it held went on or was taken over, and it answers; absent when that was
 *     never seen
 */
public record Fault(
        Kind kind,
        String part,
        Instant begun,
        Instant ended,
        List<Held> held,
        @Nullable Instant recovered) {

    /** What can be done to a part. */
    public enum Kind {
        /** {@code kill -9}. */
        KILL,
        /** Stopped where it stands and continued later. */
        PAUSE,
        /** Ended in good order and kept down for a while. */
        RESTART
    }

    /** A run that a process worked on, and the fence it had. */
    public record Held(String run, long fence) {}
}
