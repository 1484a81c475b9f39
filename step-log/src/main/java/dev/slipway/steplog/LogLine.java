package dev.slipway.steplog;

import java.time.Instant;

/**
 * One line as it is stored and shown: masked, at most 64 KiB of UTF-8 before its cut mark, no control characters but tab and SGR colours.
 *
 * @param at when the line was complete
 */
public record LogLine(Instant at, Stream stream, String text) {

    /** Who said it. */
    public enum Stream {
        STDOUT,
        STDERR,
        /** Slipway itself: the command it runs, what it fetched, why it stopped. */
        SUITE
    }
}
