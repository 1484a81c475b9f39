package dev.slipway.engine;

import dev.slipway.engine.LogFrame.Stream;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How far a container's log has been read. Kept for each stream, because the engine stamps the two independently: a
 * frame of stderr may be stored before an earlier stamped one of stdout. Frames of one long line share their time stamp,
 * hence the count.
 *
 * <p>{@link #encode} and {@link #parse} carry it through a database column, so that the next attempt of a run goes on
 * where the last one stopped.
 */
public record LogPosition(Mark stdout, Mark stderr) {

    /** The time stamp last seen on a stream and how many frames with exactly this stamp were seen. */
    public record Mark(Instant at, int frames) {
        static final Mark NONE = new Mark(Instant.EPOCH, 0);

        Mark advancedTo(Instant next) {
            return next.equals(at) ? new Mark(at, frames + 1) : new Mark(next, 1);
        }
    }

    public static final LogPosition BEGINNING = new LogPosition(Mark.NONE, Mark.NONE);

    public Mark of(Stream stream) {
        return stream == Stream.STDOUT ? stdout : stderr;
    }

    public LogPosition after(Stream stream, Instant at) {
        return stream == Stream.STDOUT
                ? new LogPosition(stdout.advancedTo(at), stderr)
                : new LogPosition(stdout, stderr.advancedTo(at));
    }

    /** No frame that is still wanted has an earlier time stamp. */
    public Instant earliest() {
        return stdout.at().isBefore(stderr.at()) ? stdout.at() : stderr.at();
    }

    /** For example {@code 2026-01-31T10:00:00.000000001Z/1 1970-01-01T00:00:00Z/0}. */
    public String encode() {
        return encode(stdout) + " " + encode(stderr);
    }

    /** @throws IllegalArgumentException when the text was not made by {@link #encode} */
    public static LogPosition parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not a log position: '" + text + "'");
        }
        return new LogPosition(parseMark(text.substring(0, space)), parseMark(text.substring(space + 1)));
    }

    private static String encode(Mark mark) {
        return mark.at() + "/" + mark.frames();
    }

    private static Mark parseMark(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a log position: '" + text + "'");
        }
        try {
            return new Mark(
                    Instant.parse(text.substring(0, slash)), Integer.parseInt(text, slash + 1, text.length(), 10));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a log position: '" + text + "'", e);
        }
    }
}
