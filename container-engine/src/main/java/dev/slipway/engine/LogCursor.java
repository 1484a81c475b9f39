package dev.slipway.engine;

import dev.slipway.engine.LogFrame.Stream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the frames that were dealt with from the new ones, while a log is read that begins somewhere at or before
 * {@link LogPosition#earliest}. For use by one thread.
 */
public final class LogCursor {

    private final LogPosition since;
    private final Map<Stream, Integer> atMark = new EnumMap<>(Stream.class);
    private final Set<Stream> caughtUp = EnumSet.noneOf(Stream.class);
    private LogPosition position;

    public LogCursor(LogPosition since) {
        this.since = since;
        this.position = since;
    }

    /** @return the position after this frame, or empty when the frame is an old one */
    public Optional<LogPosition> advance(Stream stream, Instant at) {
        if (!caughtUp.contains(stream) && isOld(stream, at)) {
            return Optional.empty();
        }
        // once past the mark everything is new, also when the engine's clock is set back
        caughtUp.add(stream);
        position = position.after(stream, at);
        return Optional.of(position);
    }

    private boolean isOld(Stream stream, Instant at) {
        LogPosition.Mark mark = since.of(stream);
        if (at.equals(mark.at())) {
            return atMark.merge(stream, 1, Integer::sum) <= mark.frames();
        }
        return at.isBefore(mark.at());
    }
}
