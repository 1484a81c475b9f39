package dev.slipway.deployer.port;

import dev.slipway.events.ReplicaCount;

/** Tells people what a rollout does while it does it. */
public interface RolloutJournal {

    /** One or several lines for the log of the run. */
    void say(String text);

    void started();

    void progressed(ReplicaCount replicas);
}
