package dev.slipway.console.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.console.domain.PipelineView;
import dev.slipway.console.domain.StageView;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline run in the words of the API; fields of {@link PipelineView} under the same names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunAnswer(
        PipelineRunId id,
        String repository,
        String ref,
        String revision,
        String version,
        long sequence,
        @Nullable Trigger trigger,
        @Nullable String pusher,
        String state,
        boolean over,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        String traceId,
        List<Stage> stages) {

    /** One stage of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stage(
            String stage,
            @Nullable String component,
            @Nullable String environment,
            @Nullable String loadBalancer,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String reason,
            @Nullable Integer exitCode,
            List<String> logTail,
            Map<String, Object> details) {

        static Stage of(StageView view) {
            return new Stage(
                    view.stage().word(),
                    view.component(),
                    view.environment(),
                    view.loadBalancer(),
                    view.state().word(),
                    view.startedAt(),
                    view.finishedAt(),
                    view.reason(),
                    view.exitCode(),
                    view.logTail(),
                    view.details());
        }
    }

    static RunAnswer of(PipelineView view) {
        PipelineRun run = view.run();
        return new RunAnswer(
                run.id(),
                run.repository(),
                run.ref(),
                run.revision(),
                run.version(),
                run.sequence(),
                view.trigger(),
                view.pusher(),
                view.state().word(),
                view.state().isOver(),
                view.startedAt(),
                view.finishedAt(),
                view.reason(),
                view.traceId(),
                view.stages().stream().map(Stage::of).toList());
    }
}
