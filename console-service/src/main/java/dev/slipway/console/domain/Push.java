package dev.slipway.console.domain;

import dev.slipway.events.EventId;
import dev.slipway.events.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A push that is in order and can be accepted.
 *
 * @param id made by the sender, kept over its retries
 * @param change what happened to the ref
 * @param time when it was pushed by the sender's clock, for people; absent when the sender does not say
 */
public record Push(
        EventId id,
        String repository,
        RefName ref,
        Change change,
        String pusher,
        @Nullable Instant time,
        Trigger trigger) {

    /** What happened to the ref. */
    public sealed interface Change {

        /** The revision that the pipeline run is about. */
        String revision();

        /**
         * The ref points to a revision now.
         *
         * @param before absent for a new ref
         */
        record Moved(@Nullable String before, String after) implements Change {

            @Override
            public String revision() {
                return after;
            }
        }

        /** The ref is gone; {@code before} is what it pointed to last. */
        record Deleted(String before) implements Change {

            @Override
            public String revision() {
                return before;
            }
        }
    }
}
