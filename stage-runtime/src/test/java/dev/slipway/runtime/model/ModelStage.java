package dev.slipway.runtime.model;

import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A stage whose work is done by the steps of the sequence; its refs name the kind of lane. */
@ApplicationScoped
@IfBuildProperty(name = "slipway.model", stringValue = "true")
class ModelStage implements Stage<CommitPushed> {

    static final List<String> REFS = List.of("newest-wins", "exclusive", "exclusive-2", "alone");

    static Lane laneOf(String ref) {
        return switch (ref) {
            case "newest-wins" -> Lane.newestWins(ref);
            case "alone" -> Lane.alone(ref);
            default -> Lane.exclusive(ref);
        };
    }

    @Override
    public StageName name() {
        return StageName.BUILD;
    }

    @Override
    public Class<CommitPushed> trigger() {
        return CommitPushed.class;
    }

    @Override
    public Lane lane(CommitPushed trigger) {
        return laneOf(trigger.pipelineRun().ref());
    }

    @Override
    public List<PipelineEvent> accepted(CommitPushed trigger) {
        return List.of(new BuildQueued(trigger.pipelineRun()));
    }

    @Override
    public Conclusion work(RunInProgress<CommitPushed> run) {
        throw new IllegalStateException("the model test does the work itself");
    }

    @Override
    public PipelineEvent failed(CommitPushed trigger, Failure failure) {
        return new BuildFailed(trigger.pipelineRun(), null, failure);
    }
}
