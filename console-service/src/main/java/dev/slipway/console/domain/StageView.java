package dev.slipway.console.domain;

import dev.slipway.events.StageName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a pipeline run as people see it.
 *
 * @param component absent when the stage is about the whole run
 * @param environment only for deploy and dns
 * @param startedAt by the clock of the service that did it
 * @param reason one sentence, when it did not succeed
 * @param exitCode of the user's process, when there was one
 * @param logTail last lines of the failed step
 * @param details what came of it, by name: {@code image}, {@code tags}, {@code addresses}, {@code name} …
 */
public record StageView(
        StageName stage,
        @Nullable String component,
        @Nullable String environment,
        @Nullable String loadBalancer,
        RunState state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable Integer exitCode,
        List<String> logTail,
        Map<String, Object> details) {

    /** A stage that nothing is known of yet. */
    static StageView waiting(StageName stage, @Nullable String component) {
        return new StageView(
                stage, component, null, null, RunState.WAITING, null, null, null, null, List.of(), Map.of());
    }
}
