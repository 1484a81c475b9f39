package dev.slipway.deployer.domain;

import dev.slipway.events.ReplicaCount;
import java.time.Instant;
import java.util.List;

/**
 * What the orchestrator says of a stack at one moment, as far as one deployment is concerned.
 *
 * @param at by a clock that the next observation shares
 * @param specified whether every application service is specified as this deployment wants it
 * @param wanted replicas of all application services together
 * @param replicas this deployment's replicas, those that ended included
 * @param outdated replicas of other deployments whose process runs, healthy or not
 * @param loadBalancers the load balancer's tasks, whichever deployment started them
 */
public record Observation(
        Instant at, boolean specified, int wanted, List<Replica> replicas, int outdated, List<Replica> loadBalancers) {

    public Observation {
        replicas = List.copyOf(replicas);
        loadBalancers = List.copyOf(loadBalancers);
    }

    public ReplicaCount count() {
        int failed = (int) replicas.stream().filter(Replica::failed).count();
        return new ReplicaCount(wanted, healthy(), outdated, failed);
    }

    int healthy() {
        return with(replicas, Replica.Condition.HEALTHY);
    }

    boolean loadBalancerRuns() {
        return with(loadBalancers, Replica.Condition.HEALTHY) > 0;
    }

    static int with(List<Replica> some, Replica.Condition condition) {
        return (int) some.stream().filter(one -> one.condition() == condition).count();
    }
}
