package dev.slipway.deployer.inbound;

import dev.slipway.deployer.port.RolloutJournal;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.DeploymentStarted;
import dev.slipway.events.ReplicaCount;
import dev.slipway.events.RolloutProgressed;
import dev.slipway.runtime.RunInProgress;

/** Writes into the log of the run and publishes progress. */
final class RunJournal implements RolloutJournal {

    /** A rollout that flaps must not flood the topic; the log goes on telling. */
    private static final int MOST_EVENTS = 100;

    private final RunInProgress<DeploymentRequested> run;
    private int published;

    RunJournal(RunInProgress<DeploymentRequested> run) {
        this.run = run;
    }

    @Override
    public void say(String text) {
        run.log().say(text);
    }

    @Override
    public void started() {
        DeploymentRequested wanted = run.event();
        run.announce(new DeploymentStarted(
                run.pipelineRun(), wanted.component(), wanted.environment(), wanted.stack(), wanted.image()));
    }

    @Override
    public void progressed(ReplicaCount count) {
        run.log()
                .say(count.updated() + " of " + count.wanted() + " replicas run the new version, " + count.outdated()
                        + " the one before" + (count.failed() == 0 ? "" : ", " + count.failed() + " failed"));
        if (published < MOST_EVENTS) {
            published++;
            DeploymentRequested wanted = run.event();
            run.announce(new RolloutProgressed(
                    run.pipelineRun(), wanted.component(), wanted.environment(), wanted.stack(), count));
        }
    }
}
