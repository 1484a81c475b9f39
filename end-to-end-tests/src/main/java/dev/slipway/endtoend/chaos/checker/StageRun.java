package dev.slipway.endtoend.chaos.checker;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code stage_run} as it was at the end.
 *
 * @param stage in upper case, as the table has it
 * @param failures infrastructure failures and lost workers
 */
public record StageRun(
        String id,
        String stage,
        String event,
        String pipelineRun,
        String state,
        int attempt,
        int failures,
        @Nullable String outcome,
        @Nullable String reason) {

    boolean over() {
        return state.equals("FINISHED");
    }
}
