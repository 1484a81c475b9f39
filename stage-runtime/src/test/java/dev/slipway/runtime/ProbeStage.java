package dev.slipway.runtime;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.StageName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stage whose work is given by the test, push by push. */
@ApplicationScoped
class ProbeStage implements Stage<CommitPushed> {

    /** What to do in one attempt. */
    interface Work {
        Conclusion run(RunInProgress<CommitPushed> run) throws InterruptedException;
    }

    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    private final Map<PipelineRunId, Work> works = new ConcurrentHashMap<>();
    private final List<RunId> discarded = new CopyOnWriteArrayList<>();

    void onPush(PipelineRunId run, Work work) {
        works.put(run, work);
    }

    List<RunId> discarded() {
        return discarded;
    }

    static Conclusion success(RunInProgress<CommitPushed> run) {
        return Conclusion.success(new ArtifactBuilt(run.pipelineRun(), "probe", DIGEST, DIGEST, List.of()));
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
        return trigger.pipelineRun().ref().endsWith("exclusive")
                ? Lane.exclusive(trigger.key())
                : Lane.newestWins(trigger.key());
    }

    @Override
    public List<PipelineEvent> accepted(CommitPushed trigger) {
        return List.of(new BuildQueued(trigger.pipelineRun()));
    }

    @Override
    public Conclusion work(RunInProgress<CommitPushed> run) throws InterruptedException {
        run.announce(new BuildStarted(run.pipelineRun(), "probe", "image"));
        return works.getOrDefault(run.pipelineRun().id(), ProbeStage::success).run(run);
    }

    @Override
    public PipelineEvent failed(CommitPushed trigger, Failure failure) {
        return new BuildFailed(trigger.pipelineRun(), null, failure);
    }

    @Override
    public void discard(RunId run) {
        discarded.add(run);
    }
}
