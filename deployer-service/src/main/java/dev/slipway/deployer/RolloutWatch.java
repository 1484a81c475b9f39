package dev.slipway.deployer;

import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.Rollout;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.RolloutJournal;
import dev.slipway.events.ReplicaCount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks, lets {@link Rollout} decide, and does what was decided, until nothing is left to decide. */
final class RolloutWatch {

    private final Orchestrator orchestrator;
    private final RolloutJournal journal;
    private final Rollout rollout;
    private final Release release;
    private final @Nullable Release before;

    /** The new version's replicas as last seen. */
    private ReplicaCount count = new ReplicaCount(0, 0, 0, 0);

    RolloutWatch(
            Orchestrator orchestrator,
            RolloutJournal journal,
            Rollout rollout,
            Release release,
            @Nullable Release before) {
        this.orchestrator = orchestrator;
        this.journal = journal;
        this.rollout = rollout;
        this.release = release;
        this.before = before;
    }

    ReplicaCount count() {
        return count;
    }

    /** @return the state in which it ended */
    Rollout.State from(Rollout.State begun) throws InterruptedException {
        Rollout.State state = begun;
        while (!Rollout.isOver(state)) {
            boolean restoring = state instanceof Rollout.Restoring;
            Release watched = restoring && before != null ? before : release;
            Observation seen = orchestrator.observe(watched.stack(), watched.rendered(), watched.id());
            if (!restoring && !seen.count().equals(count)) {
                count = seen.count();
                journal.progressed(count);
            }
            Rollout.Decision decision = rollout.decide(state, seen);
            act(decision);
            state = decision.next();
        }
        return state;
    }

    private void act(Rollout.Decision decision) throws InterruptedException {
        if (decision.effect() == Rollout.Effect.REMOVE) {
            List<String> services = new ArrayList<>(release.rendered().application());
            services.add(release.rendered().loadBalancer());
            journal.say("removing " + String.join(", ", services) + "; data stays");
            orchestrator.remove(release.stack(), services);
        }
        if (decision.effect() == Rollout.Effect.RESTORE
                && decision.next() instanceof Rollout.Restoring restoring
                && before != null) {
            String reason = restoring.failure().reason();
            journal.say(reason);
            restoring.failure().logTail().forEach(line -> journal.say("  " + line));
            journal.say("going back to " + before.image().pullable());
            orchestrator.apply(before.stack(), before.rendered().insteadOf(release.id(), reason));
        }
    }
}
