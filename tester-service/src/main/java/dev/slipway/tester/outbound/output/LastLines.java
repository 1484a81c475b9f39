package dev.slipway.tester.outbound.output;

import dev.slipway.events.Failure;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers the end of an output, as clean as the log itself: it goes into an event. For use by several threads. */
public final class LastLines {

    private final Deque<String> kept = new ArrayDeque<>();
    private final StepLog cleaned = new StepLog(this::keep, SecretMask.NONE, Clock.systemUTC());

    /** The end of what is known completely. */
    public static List<String> of(List<String> lines) {
        LastLines last = new LastLines();
        lines.forEach(line -> last.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return last.end();
    }

    public void write(byte[] bytes) {
        cleaned.out(bytes);
    }

    /** Ends the output. */
    public List<String> end() {
        cleaned.close();
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    private void keep(List<LogLine> lines) {
        synchronized (kept) {
            for (LogLine line : lines) {
                kept.add(line.text());
                if (kept.size() > Failure.TAIL_LINES) {
                    kept.removeFirst();
                }
            }
        }
    }
}
