package dev.slipway.console.domain;

import dev.slipway.events.EventId;
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
        Way way) {

    /** What git writes where there is no object. */
    public static final String NONE = "0".repeat(40);

    /** What happened to the ref. */
    public sealed interface Change {

        /** The revision that the pipeline run is about. */
        String revision();

        /** What the ref pointed to; {@link #NONE} for a new ref. */
        String from();

        /** What the ref points to now; {@link #NONE} for a deleted ref. */
        String to();

        /**
         * The ref points to something now.
         *
         * @param before absent for a new ref
         * @param after a commit, or an annotated tag
         * @param revision the commit: {@code after} itself, or what the annotated tag stands for
         */
        record Moved(@Nullable String before, String after, String revision) implements Change {

            @Override
            public String from() {
                return before == null ? NONE : before;
            }

            @Override
            public String to() {
                return after;
            }
        }

        /** The ref is gone; {@code before} is what it pointed to last. */
        record Deleted(String before) implements Change {

            @Override
            public String revision() {
                return before;
            }

            @Override
            public String from() {
                return before;
            }

            @Override
            public String to() {
                return NONE;
            }
        }
    }
}
