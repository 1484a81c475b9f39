package dev.slipway.deployer;

import dev.slipway.deployer.port.RolloutJournal;
import dev.slipway.events.ReplicaCount;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a rollout says. */
final class ListeningJournal implements RolloutJournal {

    final List<String> lines = new ArrayList<>();
    final List<ReplicaCount> progress = new ArrayList<>();

    @Override
    public void say(String text) {
        lines.add(text);
    }

    @Override
    public void started() {
        lines.add("started");
    }

    @Override
    public void progressed(ReplicaCount replicas) {
        progress.add(replicas);
    }
}
