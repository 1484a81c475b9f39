package dev.slipway.console.domain;

import dev.slipway.console.domain.StageStep.Subject;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.events.TestsPassed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What it takes to do a stage of a pipeline run again: the recorded events that it began with. */
public sealed interface Retry {

    /** @param again at least one; several when the stage ended badly for several components or environments */
    record Possible(List<Input> again) implements Retry {}

    /** @param reason what was wanted, what was found, what to do instead */
    record Refused(String reason) implements Retry {}

    /** The stage and the recorded event that it begins with. */
    record Input(StageName stage, Envelope<? extends PipelineEvent> trigger) {

        /** The archives that the stage reads; it cannot be done again when one of them is gone. */
        public List<Digest> archives() {
            return switch (trigger.event()) {
                case ArtifactBuilt built -> List.of(built.source(), built.artifacts());
                case ImageBuilt built -> List.of(built.source());
                case TestsPassed passed -> List.of(passed.source());
                case ImagePublished published -> List.of(published.source());
                case DeploymentRequested requested -> List.of(requested.source());
                default -> List.of();
            };
        }
    }

    /**
     * @param events all of the run, in the order of recording
     * @param wanted the stage; absent for the one at which the run ended badly
     */
    static Retry of(List<Envelope<? extends PipelineEvent>> events, @Nullable StageName wanted) {
        PipelineView view = PipelineView.of(events);
        if (!view.state().isOver()) {
            return new Refused("A run that is over was wanted, and this one is "
                    + view.state().word() + ". Wait for its end, or cancel it.");
        }
        if (events.stream().anyMatch(envelope -> envelope.event() instanceof CancellationRequested)) {
            return new Refused("Somebody cancelled this run. Start a new one of the same revision.");
        }
        if (view.state() == RunState.SUPERSEDED) {
            return new Refused("A newer push took the place of this run. Start a new one of the same revision.");
        }
        Optional<StageName> stage = Optional.ofNullable(wanted)
                .or(() -> view.stages().stream()
                        .filter(one -> one.state().isBad())
                        .map(StageView::stage)
                        .findFirst());
        return stage.map(name -> of(events, view, name))
                .orElseGet(() -> new Refused("The run succeeded. Name the stage that is to be done again."));
    }

    private static Retry of(List<Envelope<? extends PipelineEvent>> events, PipelineView view, StageName stage) {
        Map<Subject, Envelope<? extends PipelineEvent>> latest = new LinkedHashMap<>();
        for (Envelope<? extends PipelineEvent> envelope : events) {
            if (trigger(stage).isInstance(envelope.event())) {
                latest.put(subject(envelope.event()), envelope);
            }
        }
        List<StageView> bad = view.stages().stream()
                .filter(one -> one.stage() == stage && one.state().isBad())
                .toList();
        List<Input> inputs = latest.entrySet().stream()
                .filter(entry -> bad.isEmpty() || bad.stream().anyMatch(one -> isAbout(one, entry.getKey())))
                .map(entry -> new Input(stage, entry.getValue()))
                .toList();
        if (!inputs.isEmpty()) {
            return new Possible(inputs);
        }
        // What people see as the deployment begins with the decision which environments follow.
        return stage == StageName.DEPLOY
                ? of(events, view, StageName.PLAN)
                : new Refused("A stage that began was wanted, and " + stage.word() + " of this run never did.");
    }

    private static boolean isAbout(StageView stage, Subject subject) {
        return subject.equals(Subject.WHOLE_RUN)
                || (Objects.equals(stage.component(), subject.component())
                        && Objects.equals(stage.environment(), subject.environment())
                        && Objects.equals(stage.loadBalancer(), subject.loadBalancer()));
    }

    private static Subject subject(PipelineEvent trigger) {
        StageStep step = StageStep.of(trigger);
        return step == null || step.subject() == null ? Subject.WHOLE_RUN : step.subject();
    }

    private static Class<? extends PipelineEvent> trigger(StageName stage) {
        return switch (stage) {
            case BUILD -> CommitPushed.class;
            case PACKAGE -> ArtifactBuilt.class;
            case TEST -> ImageBuilt.class;
            case PUBLISH -> TestsPassed.class;
            case PLAN -> ImagePublished.class;
            case DEPLOY -> DeploymentRequested.class;
            case DNS -> LoadBalancerStarted.class;
        };
    }
}
