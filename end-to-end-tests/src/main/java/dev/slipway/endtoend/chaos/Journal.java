package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.chaos.checker.Push;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The driver's own notes of what it did, and its voice. */
final class Journal {

    private final PrintStream out;
    private final Instant start = Instant.now();
    private final List<Push> pushes = new ArrayList<>();

    Journal(PrintStream out) {
        this.out = out;
    }

    void say(String text) {
        Duration now = elapsed();
        out.printf("%3d:%02d  %s%n", now.toMinutes(), now.toSecondsPart(), text);
        out.flush();
    }

    Duration elapsed() {
        return Duration.between(start, Instant.now());
    }

    synchronized void pushed(Push push) {
        pushes.add(push);
    }

    synchronized List<Push> pushes() {
        return List.copyOf(pushes);
    }
}
