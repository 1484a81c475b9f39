package dev.slipway.deployer;

import dev.slipway.deployer.StackPreparation.Prepared;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentResult;
import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.Rollout;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.Orchestrator.Specified;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.deployer.port.RolloutJournal;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.compose.LoadBalancer;
import java.time.Clock;
import java.time.Duration;
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
            case Prepared.Ready ready -> {
                List<Integer> taken = orchestrator.takenPorts(
                        deployment.stack(), ready.loadBalancer().name(), ready.ports());
                yield taken.isEmpty()
                        ? rollOut(Release.of(deployment, ready.rendered()), before.orElse(null), ready, journal)
                        : new DeploymentResult.Refused(portTaken(taken.getFirst(), ready.loadBalancer()));
            }
        };
    }

    private DeploymentResult rollOut(
            Release release, @Nullable Release before, Prepared.Ready ready, RolloutJournal journal)
            throws InterruptedException {
        Rollout rollout = new Rollout(new Rollout.Terms(rules.settle, rules.patience, before != null));
        RolloutWatch watch = new RolloutWatch(orchestrator, journal, rollout, release, before);
        journal.started();
        Rollout.State end = watch.from(handedOver(release, before, rollout, journal));
        return switch (end) {
            case Rollout.Restored restored
            when before != null -> new DeploymentResult.Restored(before.image(), restored.failure());
            case Rollout.Lost lost -> new DeploymentResult.Refused(lost.failure());
            default -> {
                String loadBalancer = ready.loadBalancer().name();
                yield new DeploymentResult.Serving(
                        watch.count(),
                        loadBalancer,
                        orchestrator.addresses(release.stack(), loadBalancer),
                        ready.endpoints(),
                        ready.certificate());
            }
        };
    }

    /** Hands the release over, unless an earlier attempt of this deployment did: sent twice it could not be told apart. */
    private Rollout.State handedOver(Release release, @Nullable Release before, Rollout rollout, RolloutJournal journal)
            throws InterruptedException {
        Specified found =
                orchestrator.specified(release.stack(), release.rendered().application());
        if (before != null
                && found.refused().isPresent()
                && found.refused().get().id().equals(release.id())) {
            journal.say("an earlier attempt took this version back; watching the one before");
            Failure failure = Failure.failure("rollout", found.refused().get().reason());
            return rollout.beginRestoring(clock.instant(), failure);
        }
        if (found.id().equals(Optional.of(release.id()))) {
            journal.say("an earlier attempt handed this version over; watching it");
        } else {
            history.prepare(release);
            orchestrator.apply(release.stack(), release.rendered());
            journal.say("handed over as stack " + release.stack().name());
        }
        return rollout.begin(clock.instant());
    }

    private static Failure portTaken(int port, LoadBalancer wanted) {
        String key = wanted.https() != null && wanted.https() == port ? "https" : "http";
        return Failure.failure(
                "claim port " + port,
                "port " + port + " of the host is taken: end what listens there, or choose another port under"
                        + " x-slipway.load-balancer." + key + " in the stack file");
    }
}
