package dev.slipway.steplog;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given; fails as often as it is told to. */
final class RecordingSink implements LogSink {

    private final List<LogLine> lines = new ArrayList<>();
    private int failures;

    @Override
    public synchronized void append(List<LogLine> batch) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("store is down");
        }
        lines.addAll(batch);
    }

    synchronized void failNext(int times) {
        failures = times;
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }

    List<String> texts() {
        return lines().stream().map(LogLine::text).toList();
    }
}
