package dev.slipway.deployer.domain;

import dev.slipway.deployer.domain.Replica.Condition;
import dev.slipway.events.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a rollout. It judges by what is specified and by the replicas themselves: the orchestrator's
 * own word for an update can say "completed" of an update that it has rolled back.
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><th>State</th><th>Seen</th><th>Next state</th><th>Effect</th></tr>
 * <tr><td>Watching</td><td>all replicas healthy, none outdated, load balancer runs</td><td>Watching, settling</td><td></td></tr>
 * <tr><td>Watching, settling</td><td>the same for as long as demanded</td><td>Confirmed</td><td></td></tr>
 * <tr><td>Watching</td><td>a replica failed, or nothing moved for too long</td><td>Restoring</td><td>RESTORE</td></tr>
 * <tr><td>Watching, first version</td><td>an unhealthy replica, too many ended ones, or nothing moved</td><td>Lost</td><td>REMOVE</td></tr>
 * <tr><td>Watching</td><td>somebody else changed the specification</td><td>Lost</td><td></td></tr>
 * <tr><td>Restoring</td><td>all replicas of the version before healthy</td><td>Restored</td><td></td></tr>
 * <tr><td>Restoring</td><td>nothing moved for too long</td><td>Lost</td><td></td></tr>
 * </table>
 */
public record Rollout(Terms terms) {

    /**
     * @param settle how long everything must be well before it counts
     * @param patience how long nothing may move
     * @param upgrade whether a version before this one is there to go back to
     */
    public record Terms(Duration settle, Duration patience, boolean upgrade) {}

    public sealed interface State {}

    /** @param healthy how many replicas were, when it last moved */
    public record Watching(
            Instant movedAt, int healthy, @Nullable Instant wellSince) implements State {}

    /** @param failure why the new version is taken back */
    public record Restoring(Instant movedAt, int healthy, Failure failure) implements State {}

    public record Confirmed() implements State {}

    public record Restored(Failure failure) implements State {}

    public record Lost(Failure failure) implements State {}

    public enum Effect {
        NONE,
        /** Hand the version before to the orchestrator again. */
        RESTORE,
        /** Take away what would start and fail for ever; data stays. */
        REMOVE
    }

    public record Decision(State next, Effect effect) {}

    private static final String STEP = "rollout";

    /** A first version may meet a database that is not up yet, and end; so often per wanted replica, not more. */
    private static final int FIRST_TRIES = 5;

    private static final int LOAD_BALANCER_TRIES = 3;

    public State begin(Instant now) {
        return new Watching(now, 0, null);
    }

    public State beginRestoring(Instant now, Failure failure) {
        return new Restoring(now, 0, failure);
    }

    public static boolean isOver(State state) {
        return !(state instanceof Watching || state instanceof Restoring);
    }

    public Decision decide(State state, Observation seen) {
        return switch (state) {
            case Watching watching -> watch(watching, seen);
            case Restoring restoring -> restore(restoring, seen);
            default -> new Decision(state, Effect.NONE);
        };
    }

    private Decision watch(Watching state, Observation seen) {
        if (!seen.specified()) {
            return new Decision(
                    new Lost(
                            Failure.error(
                                    STEP,
                                    "somebody changed or removed the services while they were rolled out; they are left as they are")),
                    Effect.NONE);
        }
        Optional<Failure> failure = verdict(state, seen);
        if (failure.isPresent()) {
            return terms.upgrade
                    ? new Decision(new Restoring(seen.at(), -1, failure.get()), Effect.RESTORE)
                    : new Decision(new Lost(failure.get()), Effect.REMOVE);
        }
        boolean well = seen.healthy() == seen.wanted() && seen.outdated() == 0 && seen.loadBalancerRuns();
        Instant wellSince = !well ? null : state.wellSince == null ? seen.at() : state.wellSince;
        if (wellSince != null
                && !Duration.between(wellSince, seen.at()).minus(terms.settle).isNegative()) {
            return new Decision(new Confirmed(), Effect.NONE);
        }
        return new Decision(new Watching(movedAt(state, seen), seen.healthy(), wellSince), Effect.NONE);
    }

    /** Why the new version is not good enough, if so. */
    private Optional<Failure> verdict(Watching state, Observation seen) {
        List<Replica> failed = seen.replicas().stream().filter(Replica::failed).toList();
        int unhealthy = Observation.with(failed, Condition.UNHEALTHY);
        if (unhealthy > 0 || failed.size() >= (terms.upgrade ? 1 : FIRST_TRIES * Math.max(1, seen.wanted()))) {
            return Optional.of(failureOf(failed));
        }
        List<Replica> refused =
                seen.loadBalancers().stream().filter(Replica::failed).toList();
        if (!seen.loadBalancerRuns() && refused.size() >= LOAD_BALANCER_TRIES) {
            Replica last = refused.getFirst();
            return Optional.of(Failure.failure(STEP, "the load balancer does not start: " + last.detail())
                    .withLogTail(last.output()));
        }
        boolean stuck = state.wellSince == null && isStuck(movedAt(state, seen), seen);
        return stuck ? Optional.of(tooSlow(seen)) : Optional.empty();
    }

    private Decision restore(Restoring state, Observation seen) {
        if (seen.specified() && seen.healthy() == seen.wanted() && seen.outdated() == 0) {
            return new Decision(new Restored(state.failure), Effect.NONE);
        }
        Instant movedAt = seen.healthy() == state.healthy ? state.movedAt : seen.at();
        if (isStuck(movedAt, seen)) {
            return new Decision(
                    new Lost(Failure.error(
                                    STEP,
                                    state.failure.reason() + "; going back did not end well either: "
                                            + seen.healthy() + " of " + seen.wanted()
                                            + " replicas of the version before are healthy")
                            .withLogTail(state.failure.logTail())),
                    Effect.NONE);
        }
        return new Decision(new Restoring(movedAt, seen.healthy(), state.failure), Effect.NONE);
    }

    private static Instant movedAt(Watching state, Observation seen) {
        return seen.healthy() == state.healthy ? state.movedAt : seen.at();
    }

    private boolean isStuck(Instant movedAt, Observation seen) {
        return Duration.between(movedAt, seen.at()).compareTo(terms.patience) > 0;
    }

    private static Failure failureOf(List<Replica> failed) {
        Replica worst = failed.stream()
                .filter(replica -> replica.condition() == Condition.UNHEALTHY)
                .findFirst()
                .orElse(failed.getFirst());
        String what = worst.condition() == Condition.UNHEALTHY
                ? "did not become healthy; its health check says: "
                : "ended instead of serving: ";
        return Failure.failure(STEP, "the new version of " + worst.service() + " " + what + said(worst.detail()))
                .withLogTail(worst.output());
    }

    private Failure tooSlow(Observation seen) {
        Stream<Replica> all = Stream.concat(seen.replicas().stream(), seen.loadBalancers().stream());
        Optional<Replica> waiting = all.filter(replica -> replica.condition() != Condition.HEALTHY)
                .filter(replica -> !replica.detail().isEmpty())
                .findFirst();
        return Failure.failure(
                        STEP,
                        seen.healthy() + " of " + seen.wanted() + " replicas are healthy"
                                + (seen.loadBalancerRuns() ? "" : ", no load balancer runs")
                                + ", and nothing moved for " + terms.patience.toSeconds() + " s: "
                                + said(waiting.map(Replica::detail).orElse("")))
                .withLogTail(waiting.map(Replica::output).orElse(List.of()));
    }

    private static String said(String detail) {
        return detail.isBlank() ? "(nothing was said)" : detail.strip();
    }
}
