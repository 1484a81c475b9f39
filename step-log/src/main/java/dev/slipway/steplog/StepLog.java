package dev.slipway.steplog;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The user's log of one run. Outline: masking, splitting and limits come with the module's own work. */
public final class StepLog implements AutoCloseable {

    private final LogSink sink;
    private final List<LogLine> lines = new ArrayList<>();

    public StepLog(LogSink sink) {
        this.sink = sink;
    }

    public synchronized void say(String line) {
        lines.add(new LogLine(Clock.systemUTC().instant(), LogLine.Stream.SUITE, line));
        flush();
    }

    public void out(byte[] bytes) {
        say(new String(bytes, StandardCharsets.UTF_8));
    }

    public void err(byte[] bytes) {
        say(new String(bytes, StandardCharsets.UTF_8));
    }

    public synchronized void flush() {
        if (!lines.isEmpty()) {
            sink.append(List.copyOf(lines));
            lines.clear();
        }
    }

    @Override
    public void close() {
        flush();
    }
}
