package dev.slipway.deployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.domain.Replica.Condition;
import dev.slipway.deployer.domain.Rollout.Confirmed;
import dev.slipway.deployer.domain.Rollout.Decision;
import dev.slipway.deployer.domain.Rollout.Effect;
import dev.slipway.deployer.domain.Rollout.Lost;
import dev.slipway.deployer.domain.Rollout.Restored;
import dev.slipway.deployer.domain.Rollout.Restoring;
import dev.slipway.deployer.domain.Rollout.State;
import dev.slipway.deployer.domain.Rollout.Terms;
import dev.slipway.deployer.domain.Rollout.Watching;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Rollout UPGRADE = new Rollout(new Terms(Duration.ofSeconds(5), Duration.ofSeconds(60), true));
    private static final Rollout FIRST = new Rollout(new Terms(Duration.ofSeconds(5), Duration.ofSeconds(60), false));

    @Test
    void everythingWellForLongEnoughConfirms() {
        // Given
        State settling =
                UPGRADE.decide(UPGRADE.begin(T0), at(10).healthy(2).see()).next();

        // When
        State tooEarly = UPGRADE.decide(settling, at(14).healthy(2).see()).next();
        State inTime = UPGRADE.decide(tooEarly, at(15).healthy(2).see()).next();

        // Then
        assertThat(tooEarly).isInstanceOf(Watching.class);
        assertThat(inTime).isEqualTo(new Confirmed());
    }

    @Test
    void whoeverWasWellAndIsNoLongerStartsSettlingAnew() {
        // Given
        State settling =
                UPGRADE.decide(UPGRADE.begin(T0), at(10).healthy(2).see()).next();
        State shaken =
                UPGRADE.decide(settling, at(14).healthy(1).starting(1).see()).next();

        // When
        State again = UPGRADE.decide(shaken, at(16).healthy(2).see()).next();

        // Then
        assertThat(again).isEqualTo(new Watching(T0.plusSeconds(16), 2, T0.plusSeconds(16)));
    }

    @Test
    void oldReplicasThatStillRunAreNotAnEnd() {
        State state = UPGRADE.decide(
                        UPGRADE.begin(T0), at(1).healthy(2).outdated(1).see())
                .next();

        assertThat(state).isEqualTo(new Watching(T0.plusSeconds(1), 2, null));
    }

    @Test
    void replicasWithoutALoadBalancerDoNotServe() {
        State state = UPGRADE.decide(
                        UPGRADE.begin(T0),
                        at(1).healthy(2).withoutLoadBalancer().see())
                .next();

        assertThat(state).isEqualTo(new Watching(T0.plusSeconds(1), 2, null));
    }

    @Test
    void oneFailedReplicaOfAnUpgradeRestoresTheVersionBefore() {
        Decision decision = UPGRADE.decide(
                UPGRADE.begin(T0),
                at(3).outdated(2).failed(Condition.ENDED, "exit code 2").see());

        assertThat(decision.effect()).isEqualTo(Effect.RESTORE);
        assertThat(decision.next()).isInstanceOfSatisfying(Restoring.class, restoring -> {
            assertThat(restoring.failure().reason())
                    .isEqualTo("the new version of web ended instead of serving: exit code 2");
            assertThat(restoring.failure().outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(restoring.failure().logTail()).containsExactly("last words");
        });
    }

    @Test
    void firstVersionMayEndAFewTimesWhileItsDatabaseStarts() {
        Decision few = FIRST.decide(
                FIRST.begin(T0), at(3).starting(2).failed(9, Condition.ENDED).see());
        Decision many = FIRST.decide(
                FIRST.begin(T0), at(3).starting(2).failed(10, Condition.ENDED).see());

        assertThat(few.next()).isInstanceOf(Watching.class);
        assertThat(many.next()).isInstanceOf(Lost.class);
        assertThat(many.effect()).isEqualTo(Effect.REMOVE);
    }

    @Test
    void firstVersionThatItsHealthCheckGaveUpIsLost() {
        Decision decision = FIRST.decide(
                FIRST.begin(T0),
                at(3).starting(1)
                        .failed(Condition.UNHEALTHY, "connection refused")
                        .see());

        assertThat(decision.effect()).isEqualTo(Effect.REMOVE);
        assertThat(decision.next())
                .isInstanceOfSatisfying(
                        Lost.class,
                        lost -> assertThat(lost.failure().reason())
                                .endsWith("did not become healthy; its health check says: connection refused"));
    }

    @Test
    void patienceEndsWhenNothingMoved() {
        // Given
        State moved = UPGRADE.decide(
                        UPGRADE.begin(T0),
                        at(50).healthy(1).starting(1).outdated(1).see())
                .next();

        // When
        Decision inTime =
                UPGRADE.decide(moved, at(110).healthy(1).starting(1).outdated(1).see());
        Decision late = UPGRADE.decide(
                inTime.next(), at(111).healthy(1).starting(1).outdated(1).see());

        // Then
        assertThat(inTime.next()).isInstanceOf(Watching.class);
        assertThat(late.effect()).isEqualTo(Effect.RESTORE);
        assertThat(late.next())
                .isInstanceOfSatisfying(
                        Restoring.class,
                        restoring -> assertThat(restoring.failure().reason())
                                .contains("1 of 2 replicas are healthy", "60 s", "waiting"));
    }

    @Test
    void loadBalancerThatDoesNotStartIsNamed() {
        Observation seen = new Observation(
                T0,
                true,
                0,
                List.of(),
                0,
                Collections.nCopies(
                        3, new Replica("l", "lb", Condition.ENDED, "port is already allocated", List.of())));

        Decision decision = FIRST.decide(FIRST.begin(T0), seen);

        assertThat(decision.next())
                .isInstanceOfSatisfying(
                        Lost.class,
                        lost -> assertThat(lost.failure().reason())
                                .isEqualTo("the load balancer does not start: port is already allocated"));
    }

    @Test
    void servicesChangedBySomebodyElseAreLeftAlone() {
        Decision decision = UPGRADE.decide(
                UPGRADE.begin(T0), at(1).healthy(2).changedByOthers().see());

        assertThat(decision.effect()).isEqualTo(Effect.NONE);
        assertThat(decision.next())
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.failure().outcome()).isEqualTo(Outcome.ERROR));
    }

    @Test
    void versionBeforeIsBackWhenAllItsReplicasAreHealthyAndNoOtherRuns() {
        // Given
        Failure failure = Failure.failure("rollout", "bad");
        State restoring = UPGRADE.beginRestoring(T0, failure);

        // When
        State notYet =
                UPGRADE.decide(restoring, at(1).healthy(2).outdated(1).see()).next();
        State back = UPGRADE.decide(
                        notYet, at(2).healthy(2).failed(3, Condition.ENDED).see())
                .next();

        // Then
        assertThat(notYet).isInstanceOf(Restoring.class);
        assertThat(back).isEqualTo(new Restored(failure));
    }

    @Test
    void goingBackThatGetsStuckSaysBothReasons() {
        State restoring = UPGRADE.beginRestoring(T0, Failure.failure("rollout", "bad"));
        State moved = UPGRADE.decide(restoring, at(1).healthy(1).see()).next();

        State stuck = UPGRADE.decide(moved, at(62).healthy(1).see()).next();

        assertThat(stuck).isInstanceOfSatisfying(Lost.class, lost -> {
            assertThat(lost.failure().reason()).startsWith("bad; going back").contains("1 of 2");
            assertThat(lost.failure().outcome()).isEqualTo(Outcome.ERROR);
        });
    }

    private static Sight at(long second) {
        return new Sight(T0.plusSeconds(second));
    }

    /** An observation of a stack that wants two replicas of web. */
    private static final class Sight {

        private final Instant at;
        private final List<Replica> replicas = new ArrayList<>();
        private int outdated;
        private boolean specified = true;
        private boolean loadBalancer = true;

        Sight(Instant at) {
            this.at = at;
        }

        Sight healthy(int count) {
            replicas.addAll(Collections.nCopies(count, new Replica("t", "web", Condition.HEALTHY, "", List.of())));
            return this;
        }

        Sight starting(int count) {
            replicas.addAll(
                    Collections.nCopies(count, new Replica("t", "web", Condition.STARTING, "waiting", List.of())));
            return this;
        }

        Sight failed(Condition condition, String detail) {
            replicas.add(new Replica("t", "web", condition, detail, List.of("last words")));
            return this;
        }

        Sight failed(int count, Condition condition) {
            replicas.addAll(Collections.nCopies(count, new Replica("t", "web", condition, "exit code 1", List.of())));
            return this;
        }

        Sight outdated(int count) {
            outdated = count;
            return this;
        }

        Sight changedByOthers() {
            specified = false;
            return this;
        }

        Sight withoutLoadBalancer() {
            loadBalancer = false;
            return this;
        }

        Observation see() {
            Condition balancer = loadBalancer ? Condition.HEALTHY : Condition.STARTING;
            return new Observation(
                    at, specified, 2, replicas, outdated, List.of(new Replica("l", "lb", balancer, "", List.of())));
        }
    }
}
