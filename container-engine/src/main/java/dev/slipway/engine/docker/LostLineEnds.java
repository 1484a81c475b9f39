package dev.slipway.engine.docker;

import dev.slipway.engine.LogFrame.Stream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the line feeds that the {@code local} log driver of engine 20.10.24 loses: it stores a line of more than
 * 16 KiB in pieces with one time stamp and leaves the line feed off the last one. A stream that goes on with another
 * time stamp after a piece without line feed has therefore begun another line.
 */
final class LostLineEnds {

    private final Map<Stream, Instant> unfinished = new EnumMap<>(Stream.class);

    byte[] restore(Stream stream, Instant at, byte[] bytes) {
        boolean ends = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        @Nullable Instant before = ends ? unfinished.remove(stream) : unfinished.put(stream, at);
        return before == null || before.equals(at) ? bytes : afterLineFeed(bytes);
    }

    private static byte[] afterLineFeed(byte[] bytes) {
        byte[] longer = new byte[bytes.length + 1];
        longer[0] = '\n';
        System.arraycopy(bytes, 0, longer, 1, bytes.length);
        return longer;
    }
}
