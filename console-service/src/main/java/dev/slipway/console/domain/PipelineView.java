package dev.slipway.console.domain;

import dev.slipway.console.domain.StageStep.Subject;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.StageName;
import dev.slipway.events.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline run as people see it, made from nothing but its events, in whatever order they came.
 *
 * <table>
 * <caption>State of the run</caption>
 * <tr><td>a stage failed, or was cancelled or superseded, and no other component is still on its way</td><td>the first such
 * stage's state: the run is over</td></tr>
 * <tr><td>every component is deployed (or skipped) wherever that was asked for, and every load balancer has its
 * name</td><td>succeeded: the run is over</td></tr>
 * <tr><td>no stage has begun</td><td>waiting</td></tr>
 * <tr><td>otherwise</td><td>running</td></tr>
 * </table>
 *
 * @param trigger absent as long as the push itself was not seen
 * @param reason why the run ended short of its goal
 * @param stages in the order of the pipeline; stages still to come are listed as waiting while the run goes on
 */
public record PipelineView(
        PipelineRun run,
        @Nullable Trigger trigger,
        @Nullable String pusher,
        RunState state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        String traceId,
        List<StageView> stages) {

    private static final List<StageName> PER_COMPONENT =
            List.of(StageName.BUILD, StageName.PACKAGE, StageName.TEST, StageName.PUBLISH, StageName.DEPLOY);

    /**
     * @param events at least one, all of the same pipeline run
     */
    public static PipelineView of(List<Envelope<? extends PipelineEvent>> events) {
        List<StageView> begun = stages(events);
        Optional<StageView> bad =
                begun.stream().filter(stage -> stage.state().isBad()).findFirst();
        RunState state = stateOf(begun, bad.orElse(null));
        Envelope<? extends PipelineEvent> first = events.stream()
                .filter(envelope -> envelope.event() instanceof CommitPushed)
                .findFirst()
                .orElse(events.getFirst());
        CommitPushed push = first.event() instanceof CommitPushed pushed ? pushed : null;
        return new PipelineView(
                first.event().pipelineRun(),
                push == null ? null : push.trigger(),
                push == null ? null : push.pusher(),
                state,
                first.time(),
                state.isOver() ? lastEnd(begun) : null,
                state.isOver() ? bad.map(StageView::reason).orElse(null) : null,
                first.trace().traceId(),
                state.isOver() ? begun : withThoseToCome(begun));
    }

    private static List<StageView> stages(List<Envelope<? extends PipelineEvent>> events) {
        Map<EventId, Envelope<? extends PipelineEvent>> byId = new HashMap<>();
        events.forEach(envelope -> byId.put(envelope.id(), envelope));
        Map<Key, StageDraft> drafts = new LinkedHashMap<>();
        for (Envelope<? extends PipelineEvent> envelope : events) {
            if (envelope.event() instanceof RetryRequested retry) {
                beginAgain(drafts, retry, subjectOf(byId.get(retry.trigger())));
            }
            StageStep step = StageStep.of(envelope.event());
            if (step == null) {
                continue;
            }
            Envelope<?> cause = envelope.cause() == null ? null : byId.get(envelope.cause());
            if (cause != null && cause.event() instanceof RetryRequested retry) {
                cause = byId.getOrDefault(retry.trigger(), cause);
            }
            Subject subject = step.subject() == null ? subjectOf(cause) : step.subject();
            drafts.computeIfAbsent(new Key(step.stage(), subject), key -> new StageDraft(key.stage, key.subject))
                    .add(step, envelope.time(), cause == null ? null : cause.time());
        }
        return drafts.values().stream()
                .sorted(Comparator.comparing(StageDraft::stage))
                .map(StageDraft::view)
                .toList();
    }

    /** From the stage that is done again the picture begins anew, as far as it rests on that stage. */
    private static void beginAgain(Map<Key, StageDraft> drafts, RetryRequested retry, Subject subject) {
        StageName shown = StageStep.shown(retry.stage());
        drafts.keySet()
                .removeIf(key -> key.stage.compareTo(shown) >= 0
                        && (subject.component() == null
                                || key.subject.component() == null
                                || subject.component().equals(key.subject.component())));
        // The build says itself, when it begins, which components there are.
        if (retry.stage() != StageName.BUILD) {
            drafts.put(new Key(shown, subject), new StageDraft(shown, subject));
        }
    }

    private static Subject subjectOf(@Nullable Envelope<?> cause) {
        StageStep step = cause == null ? null : StageStep.of(cause.event());
        return step == null || step.subject() == null ? Subject.WHOLE_RUN : step.subject();
    }

    private static RunState stateOf(List<StageView> begun, @Nullable StageView bad) {
        List<String> components = components(begun);
        if (bad != null) {
            boolean nothingGoesOn =
                    begun.stream().anyMatch(stage -> stage.state().isBad() && stage.component() == null)
                            || components.stream().allMatch(component -> hasEnded(component, begun));
            return nothingGoesOn ? bad.state() : RunState.RUNNING;
        }
        boolean allDeployed = !components.isEmpty()
                && components.stream()
                        .allMatch(component -> begun.stream()
                                .anyMatch(stage ->
                                        stage.stage() == StageName.DEPLOY && component.equals(stage.component())));
        if (allDeployed
                && isNamedWhereverDeployed(begun)
                && begun.stream().allMatch(stage -> stage.state().isOver())) {
            return RunState.SUCCEEDED;
        }
        return begun.isEmpty() ? RunState.WAITING : RunState.RUNNING;
    }

    /** Beside a component that failed, this one has come to its own end. */
    private static boolean hasEnded(String component, List<StageView> begun) {
        List<StageView> its = begun.stream()
                .filter(stage -> component.equals(stage.component()))
                .toList();
        return its.stream().anyMatch(stage -> stage.state().isBad())
                || (its.stream().anyMatch(stage -> stage.stage() == StageName.DEPLOY)
                        && its.stream().allMatch(stage -> stage.state().isOver()));
    }

    /** The deployment's events come on two topics: that it is deployed may be known before its load balancer is. */
    private static boolean isNamedWhereverDeployed(List<StageView> begun) {
        return begun.stream()
                .filter(stage -> stage.stage() == StageName.DEPLOY && stage.state() == RunState.SUCCEEDED)
                .allMatch(deployed -> begun.stream()
                        .anyMatch(stage -> stage.stage() == StageName.DNS
                                && Objects.equals(stage.environment(), deployed.environment())));
    }

    private static List<StageView> withThoseToCome(List<StageView> begun) {
        List<StageView> all = new ArrayList<>(begun);
        List<@Nullable String> components = new ArrayList<>(components(begun));
        if (components.isEmpty()) {
            components.add(null);
        }
        components.removeIf(component -> component != null && hasEnded(component, begun));
        for (String component : components) {
            PER_COMPONENT.stream()
                    .filter(name -> begun.stream()
                            .noneMatch(stage -> stage.stage() == name && Objects.equals(stage.component(), component)))
                    .forEach(name -> all.add(StageView.waiting(name, component)));
        }
        if (begun.stream().noneMatch(stage -> stage.stage() == StageName.DNS)) {
            all.add(StageView.waiting(StageName.DNS, null));
        }
        all.sort(Comparator.comparing(StageView::stage));
        return List.copyOf(all);
    }

    private static List<String> components(List<StageView> stages) {
        return stages.stream()
                .flatMap(stage -> Stream.ofNullable(stage.component()))
                .distinct()
                .toList();
    }

    private static @Nullable Instant lastEnd(List<StageView> stages) {
        return stages.stream()
                .flatMap(stage -> Stream.ofNullable(stage.finishedAt()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Key(StageName stage, Subject subject) {}
}
