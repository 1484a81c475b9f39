package dev.slipway.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a stage ended without success, in words for the person who pushed.
 *
 * @param outcome {@link Outcome#FAILURE} when theirs to correct, {@link Outcome#ERROR} when ours
 * @param step what was being done, e.g. {@code ./compile.sh} or {@code pull image}
 * @param reason one sentence: what was wrong, where, and what would be right
 * @param exitCode exit code of the step's process, absent when there was none
 * @param logTail last lines of the step's log, oldest first, at most {@value #TAIL_LINES}
 */
public record Failure(
        Outcome outcome,
        String step,
        String reason,
        @Nullable Integer exitCode,
        List<String> logTail) {

    public static final int TAIL_LINES = 20;
    private static final int LINE_CHARACTERS = 500;
    private static final int REASON_CHARACTERS = 8_000;

    public Failure {
        reason = cut(reason, REASON_CHARACTERS);
        if (logTail != null) {
            logTail = logTail.stream()
                    .skip(Math.max(0, logTail.size() - TAIL_LINES))
                    .map(line -> cut(line, LINE_CHARACTERS))
                    .toList();
        }
    }

    public static Failure failure(String step, String reason) {
        return new Failure(Outcome.FAILURE, step, reason, null, List.of());
    }

    public static Failure error(String step, String reason) {
        return new Failure(Outcome.ERROR, step, reason, null, List.of());
    }

    public Failure withLogTail(List<String> lines) {
        return new Failure(outcome, step, reason, exitCode, lines);
    }

    private static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
