package dev.slipway.runtime;

import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.messaging.OutboxRelay;
import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.Replicas;
import dev.slipway.runtime.persistence.RunLogs;
import dev.slipway.runtime.persistence.StageRuns;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a service, wired by hand from the production classes, without the threads that drive them: the model test says
 * when each thing happens. Stands in this package because claims and attempts are nobody else's business.
 */
public final class Replica {

    private final String owner;
    private final Parts parts;
    private final Intake intake;
    private final RunLedger ledger;
    private final OutboxRelay relay;

    public Replica(
            String owner, Parts parts, StageRuns runs, Outbox outbox, MeterRegistry metrics, Emitter<byte[]> broker) {
        WakeUps wakeUps = new WakeUps();
        Failpoints never = Failpoints.none();
        this.owner = owner;
        this.parts = parts;
        this.intake = new Intake(
                parts.stages(),
                runs,
                outbox,
                parts.origin(),
                wakeUps,
                metrics,
                parts.places(),
                parts.replicas(),
                never);
        this.ledger =
                new RunLedger(parts.stages(), runs, outbox, parts.origin(), wakeUps, metrics, parts.config(), never);
        this.relay = new OutboxRelay(outbox, wakeUps, broker, parts.config(), metrics, never);
    }

    public void receive(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    public Optional<Work> claim(StageName stage) {
        return ledger.claim(stage, owner)
                .map(claim -> new Work(claim, new Attempt(claim, ledger, parts.logs(), Failpoints.none())));
    }

    /** @throws FencedOffException when the claim no longer holds */
    public void announce(Work work, PipelineEvent event) {
        ledger.announce(work.claim, event);
    }

    public void renew(Work work) {
        work.attempt.renew(parts.config().lease());
    }

    /** Ends the attempt with what its stage said, unless the claim or a halt decided otherwise before. */
    public void conclude(Work work, Conclusion said) {
        work.attempt.concludeUnlessHalted(work.attempt.beforeWork().orElse(said));
    }

    /** Ends the attempt as a service does that is asked to stop. */
    public void handBack(Work work) {
        work.attempt.halt(Attempt.Halt.STOPPING);
        work.attempt.concludeUnlessHalted(null);
    }

    public int publish() {
        return relay.publish();
    }

    /** What all replicas share. */
    @Dependent
    public static class Parts {

        private final Stages stages;
        private final Origin origin;
        private final RunLogs logs;
        private final StageRuntimeConfig config;
        private final Places places;
        private final Replicas replicas;
        private final EntityManager database;

        Parts(
                Stages stages,
                Origin origin,
                RunLogs logs,
                StageRuntimeConfig config,
                Places places,
                Replicas replicas,
                EntityManager database) {
            this.stages = stages;
            this.origin = origin;
            this.logs = logs;
            this.config = config;
            this.places = places;
            this.replicas = replicas;
            this.database = database;
        }

        Stages stages() {
            return stages;
        }

        Origin origin() {
            return origin;
        }

        RunLogs logs() {
            return logs;
        }

        public StageRuntimeConfig config() {
            return config;
        }

        Places places() {
            return places;
        }

        Replicas replicas() {
            return replicas;
        }

        public EntityManager database() {
            return database;
        }
    }

    /** A claimed run in somebody's hands. */
    public static final class Work {

        private final Claim claim;
        private final Attempt attempt;

        private Work(Claim claim, Attempt attempt) {
            this.claim = claim;
            this.attempt = attempt;
        }

        public RunId id() {
            return claim.id();
        }

        public long fence() {
            return claim.fence();
        }

        public int attempt() {
            return claim.attempt();
        }

        public int failures() {
            return claim.failures();
        }

        public @Nullable String cancelledBy() {
            return claim.cancelledBy();
        }

        public @Nullable Long supersededBy() {
            return claim.supersededBy();
        }
    }
}
