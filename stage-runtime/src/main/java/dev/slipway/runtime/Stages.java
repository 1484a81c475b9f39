package dev.slipway.runtime;

import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The stages of this service. */
@ApplicationScoped
public class Stages {

    private final List<Stage<?>> all;

    public Stages(Instance<Stage<?>> beans) {
        this.all = beans.stream().toList();
    }

    public List<Stage<?>> all() {
        return all;
    }

    /** The names of the stages, each once. */
    Set<StageName> names() {
        return all.stream().map(Stage::name).collect(Collectors.toCollection(() -> EnumSet.noneOf(StageName.class)));
    }

    /** The stage that a stored run belongs to. */
    Stage<PipelineEvent> of(StageName name, PipelineEvent trigger) {
        return startedBy(trigger).stream()
                .filter(stage -> stage.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this service has no stage " + name + " for " + trigger));
    }

    /** The stages that an event starts. */
    List<Stage<PipelineEvent>> startedBy(PipelineEvent event) {
        return all.stream()
                .filter(stage -> stage.trigger().isInstance(event))
                .map(Stages::forItsTrigger)
                .toList();
    }

    /** Sound because runs are only made from events that {@link Stage#trigger()} accepted. */
    @SuppressWarnings("unchecked")
    private static Stage<PipelineEvent> forItsTrigger(Stage<?> stage) {
        return (Stage<PipelineEvent>) stage;
    }
}
