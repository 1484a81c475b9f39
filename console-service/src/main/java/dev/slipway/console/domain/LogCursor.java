package dev.slipway.console.domain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read a run's log, one position per service: {@code builder:12,packager:3}. Opaque to callers.
 */
public record LogCursor(Map<String, Long> positions) {

    private static final Pattern POSITION = Pattern.compile("([a-z][a-z0-9-]{0,40}):(\\d{1,18})");

    public LogCursor {
        positions = Map.copyOf(positions);
    }

    /** Empty for a text that no console gave out. */
    public static Optional<LogCursor> parse(String text) {
        Map<String, Long> positions = new TreeMap<>();
        if (text.isEmpty()) {
            return Optional.of(new LogCursor(positions));
        }
        for (String part : text.split(",", -1)) {
            Matcher matcher = POSITION.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            positions.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return Optional.of(new LogCursor(positions));
    }

    public long of(String service) {
        return positions.getOrDefault(service, 0L);
    }

    public LogCursor with(String service, long position) {
        Map<String, Long> moved = new TreeMap<>(positions);
        moved.put(service, position);
        return new LogCursor(moved);
    }

    @Override
    public String toString() {
        return new TreeMap<>(positions)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
