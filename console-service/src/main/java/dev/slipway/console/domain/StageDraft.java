package dev.slipway.console.domain;

import dev.slipway.events.Failure;
import dev.slipway.events.StageName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stage's picture while events are laid over it, in whatever order they came: an end is never undone by a beginning. */
final class StageDraft {

    private final StageName stage;
    private final StageStep.Subject subject;
    private final Map<String, Object> details = new TreeMap<>();
    private RunState state = RunState.WAITING;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Failure failure;

    StageDraft(StageName stage, StageStep.Subject subject) {
        this.stage = stage;
        this.subject = subject;
    }

    /** @param begun when it began at the latest, for stages that do not say so themselves */
    void add(StageStep step, Instant at, @Nullable Instant begun) {
        details.putAll(step.details());
        if (step.state().isOver()) {
            state = step.state();
            finishedAt = at;
            failure = step.failure();
            if (startedAt == null) {
                startedAt = begun;
            }
        } else if (step.state() == RunState.RUNNING) {
            startedAt = startedAt == null || at.isBefore(startedAt) ? at : startedAt;
            state = state.isOver() ? state : RunState.RUNNING;
        }
    }

    StageName stage() {
        return stage;
    }

    boolean isOver() {
        return state.isOver();
    }

    StageView view() {
        return new StageView(
                stage,
                subject.component(),
                subject.environment(),
                subject.loadBalancer(),
                state,
                startedAt,
                finishedAt,
                reason(),
                failure == null ? null : failure.exitCode(),
                failure == null ? List.of() : failure.logTail(),
                details);
    }

    private @Nullable String reason() {
        if (failure != null) {
            return failure.step() + ": " + failure.reason();
        }
        return switch (state) {
            case CANCELLED -> "cancelled by " + details.get("cancelledBy");
            case SUPERSEDED -> "push " + details.get("supersededBy") + " to the same ref is newer";
            case SKIPPED -> String.valueOf(details.get("reason"));
            default -> null;
        };
    }
}
