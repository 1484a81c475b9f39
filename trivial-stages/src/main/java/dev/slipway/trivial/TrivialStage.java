package dev.slipway.trivial;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Deployed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.ReplicaCount;
import dev.slipway.events.StageName;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsPassed;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says at once what the stage in whose place it stands would say in the end. */
@ApplicationScoped
public class TrivialStage implements Stage<PipelineEvent> {

    private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));
    private static final ImageReference IMAGE = new ImageReference("registry.example.com/trivial", DIGEST);

    private final String part;

    /** @param part name of the suite's part in whose place this process runs */
    public TrivialStage(@ConfigProperty(name = "slipway.part") String part) {
        this.part = part;
    }

    @Override
    public StageName name() {
        return switch (part) {
            case "builder" -> StageName.BUILD;
            case "packager" -> StageName.PACKAGE;
            case "tester" -> StageName.TEST;
            case "deployer" -> StageName.DEPLOY;
            case "dns-service" -> StageName.DNS;
            default -> throw new IllegalArgumentException("no stage stands at " + part);
        };
    }

    /** Sound because {@link #work} gets nothing but events of this class. */
    @Override
    @SuppressWarnings("unchecked")
    public Class<PipelineEvent> trigger() {
        Class<? extends PipelineEvent> trigger = switch (name()) {
            case BUILD -> CommitPushed.class;
            case PACKAGE -> ArtifactBuilt.class;
            case TEST -> ImageBuilt.class;
            case DEPLOY -> TestsPassed.class;
            default -> Deployed.class;
        };
        return (Class<PipelineEvent>) trigger;
    }

    @Override
    public Lane lane(PipelineEvent trigger) {
        return Lane.alone(trigger.key());
    }

    @Override
    public Conclusion work(RunInProgress<PipelineEvent> run) {
        return Conclusion.success(end(run.pipelineRun()));
    }

    private PipelineEvent end(PipelineRun run) {
        return switch (name()) {
            case BUILD -> new ArtifactBuilt(run, "trivial", DIGEST, DIGEST, List.of());
            case PACKAGE -> new ImageBuilt(run, "trivial", DIGEST, IMAGE, run.version());
            case TEST -> new TestsPassed(run, "trivial", DIGEST, IMAGE, TestSummary.NONE);
            case DEPLOY -> new Deployed(run, "trivial", "trivial", "trivial", IMAGE, new ReplicaCount(0, 0, 0, 0));
            default -> new RecordSetsChanged(run, "trivial.test.", "lb.trivial.test.", List.of());
        };
    }

    @Override
    public PipelineEvent failed(PipelineEvent trigger, Failure failure) {
        return new BuildFailed(trigger.pipelineRun(), null, failure);
    }
}
