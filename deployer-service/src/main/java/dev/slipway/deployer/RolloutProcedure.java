package dev.slipway.deployer;

import dev.slipway.deployer.StackPreparation.Prepared;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentResult;
import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.Rollout;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.deployer.port.RolloutJournal;
import dev.slipway.events.Endpoint;
import dev.slipway.events.Failure;
import dev.slipway.events.ReplicaCount;
import dev.slipway.pipelinefile.compose.LoadBalancer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prepare the stack, hand it over, watch until it is decided, keep it or go back to the version before. */
public final class RolloutProcedure {

    /**
     * @param instance this installation's name, for labels
     * @param settle how long all must be well before a rollout counts
     * @param patience how long nothing may move
     */
    public record Rules(String instance, String loadBalancerImage, Duration settle, Duration patience) {}

    private final Orchestrator orchestrator;
    private final ReleaseHistory history;
    private final StackPreparation preparation;
    private final Clock clock;
    private final Rules rules;

    public RolloutProcedure(
            Orchestrator orchestrator, ReleaseHistory history, StackPreparation preparation, Clock clock, Rules rules) {
        this.orchestrator = orchestrator;
        this.history = history;
        this.preparation = preparation;
        this.clock = clock;
        this.rules = rules;
    }

    public DeploymentResult deploy(Deployment deployment, RolloutJournal journal) throws InterruptedException {
        Optional<Release> before = history.current(deployment.stack());
        Optional<Long> newer = before.flatMap(release -> release.newerThan(deployment));
        if (newer.isPresent()) {
            return new DeploymentResult.Outdated(newer.get());
        }
        journal.say("deploying " + deployment.image().pullable() + " to " + deployment.stack());
        orchestrator.ensureReady();
        return switch (preparation.prepare(deployment)) {
            case Prepared.Refused refused -> new DeploymentResult.Refused(refused.failure());
            case Prepared.Ready ready -> rollOut(new Journey(deployment, ready, before.orElse(null), journal));
        };
    }

    private DeploymentResult rollOut(Journey journey) throws InterruptedException {
        Rollout rollout = new Rollout(new Rollout.Terms(rules.settle, rules.patience, journey.before != null));
        Orchestrator.Specified found = orchestrator.specified(
                journey.deployment.stack(), journey.ready.rendered().application());
        Optional<Orchestrator.Refused> takenBack =
                found.refused().filter(refused -> refused.id().equals(journey.deployment.id()));
        journey.journal.started();
        if (takenBack.isPresent() && journey.before != null) {
            journey.journal.say("an earlier attempt took this version back; watching the one before");
            Failure failure = Failure.failure("rollout", takenBack.get().reason());
            return watch(journey, rollout, rollout.beginRestoring(clock.instant(), failure));
        }
        if (found.id().equals(Optional.of(journey.deployment.id()))) {
            journey.journal.say("an earlier attempt handed this version over; watching it");
            return watch(journey, rollout, rollout.begin(clock.instant()));
        }
        LoadBalancer wanted = journey.ready.loadBalancer();
        List<Integer> taken = orchestrator.takenPorts(
                journey.deployment.stack(),
                wanted.name(),
                endpoints(wanted).stream().map(Endpoint::port).toList());
        if (!taken.isEmpty()) {
            return new DeploymentResult.Refused(portTaken(taken.getFirst(), wanted));
        }
        history.prepare(journey.release());
        orchestrator.apply(journey.deployment.stack(), journey.ready.rendered());
        journey.journal.say("handed over to the orchestrator as stack "
                + journey.deployment.stack().name());
        return watch(journey, rollout, rollout.begin(clock.instant()));
    }

    private DeploymentResult watch(Journey journey, Rollout rollout, Rollout.State begun) throws InterruptedException {
        Rollout.State state = begun;
        ReplicaCount count = new ReplicaCount(0, 0, 0, 0);
        while (!Rollout.isOver(state)) {
            boolean restoring = state instanceof Rollout.Restoring;
            Release watched = restoring && journey.before != null ? journey.before : journey.release();
            Observation seen = orchestrator.observe(watched.stack(), watched.rendered(), watched.id());
            if (!restoring && !seen.count().equals(count)) {
                count = seen.count();
                journey.journal.progressed(count);
            }
            Rollout.Decision decision = rollout.decide(state, seen);
            act(decision, journey);
            state = decision.next();
        }
        return result(journey, state, count);
    }

    private void act(Rollout.Decision decision, Journey journey) throws InterruptedException {
        if (decision.effect() == Rollout.Effect.REMOVE) {
            List<String> services = new ArrayList<>(journey.ready.rendered().application());
            services.add(journey.ready.rendered().loadBalancer());
            journey.journal.say("removing " + String.join(", ", services) + "; data stays");
            orchestrator.remove(journey.deployment.stack(), services);
        }
        if (decision.next() instanceof Rollout.Restoring restoring
                && decision.effect() == Rollout.Effect.RESTORE
                && journey.before != null) {
            journey.journal.say(restoring.failure().reason());
            journey.journal.say("going back to " + journey.before.image().pullable());
            orchestrator.apply(
                    journey.deployment.stack(),
                    journey.before
                            .rendered()
                            .insteadOf(
                                    journey.deployment.id(), restoring.failure().reason()));
        }
    }

    private DeploymentResult result(Journey journey, Rollout.State end, ReplicaCount count) {
        return switch (end) {
            case Rollout.Restored restored
            when journey.before != null -> new DeploymentResult.Restored(journey.before.image(), restored.failure());
            case Rollout.Lost lost -> new DeploymentResult.Refused(lost.failure());
            default -> {
                LoadBalancer wanted = journey.ready.loadBalancer();
                yield new DeploymentResult.Serving(
                        count,
                        wanted.name(),
                        orchestrator.addresses(journey.deployment.stack(), wanted.name()),
                        endpoints(wanted),
                        journey.ready.certificate());
            }
        };
    }

    private static List<Endpoint> endpoints(LoadBalancer wanted) {
        List<Endpoint> endpoints = new ArrayList<>();
        if (wanted.http() != null) {
            endpoints.add(new Endpoint("http", wanted.http()));
        }
        if (wanted.https() != null) {
            endpoints.add(new Endpoint("https", wanted.https()));
        }
        return endpoints;
    }

    private static Failure portTaken(int port, LoadBalancer wanted) {
        String key = wanted.https() != null && wanted.https() == port ? "https" : "http";
        return Failure.failure(
                "claim port " + port,
                "port " + port + " of the host is taken: end what listens there, or choose another port under"
                        + " x-slipway.load-balancer." + key + " in the stack file");
    }

    /** What one call of {@link #deploy} carries from step to step. */
    private record Journey(
            Deployment deployment,
            Prepared.Ready ready,
            @Nullable Release before,
            RolloutJournal journal) {

        Release release() {
            return new Release(
                    deployment.id(),
                    deployment.stack(),
                    deployment.pipelineRun(),
                    deployment.component(),
                    deployment.image(),
                    ready.rendered());
        }
    }
}
