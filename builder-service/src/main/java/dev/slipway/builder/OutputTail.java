package dev.slipway.builder;

import dev.slipway.events.Failure;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.LogSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a build's output, and the shell line they belong to. */
final class OutputTail implements LogSink {

    private final BuildPlan plan;
    private final Deque<String> last = new ArrayDeque<>();
    private int begun;

    OutputTail(BuildPlan plan) {
        this.plan = plan;
    }

    @Override
    public void append(List<LogLine> lines) {
        for (LogLine line : lines) {
            if (begun < plan.lines().size()
                    && line.text().equals(BuildPlan.announcement(plan.lines().get(begun)))) {
                begun++;
            }
            last.addLast(line.text());
            if (last.size() > Failure.TAIL_LINES) {
                last.removeFirst();
            }
        }
    }

    /** The shell line that began last. */
    String step() {
        return plan.lines().get(Math.max(0, begun - 1));
    }

    List<String> lines() {
        return List.copyOf(last);
    }
}
