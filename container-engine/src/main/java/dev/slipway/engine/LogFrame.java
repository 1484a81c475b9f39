package dev.slipway.engine;

import java.time.Instant;

/**
 * A piece of output in the engine's order. It usually ends with a line feed, but a long line comes in several frames and
 * a prompt has none.
 *
 * @param bytes as written by the command; not copied, the receiver may keep but not change them
 * @param position where to continue after this frame
 */
public record LogFrame(Stream stream, Instant at, byte[] bytes, LogPosition position) {

    /** Which of the command's two outputs. */
    public enum Stream {
        STDOUT,
        STDERR
    }
}
