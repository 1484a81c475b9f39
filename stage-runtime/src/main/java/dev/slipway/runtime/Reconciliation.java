package dev.slipway.runtime;

import dev.slipway.runtime.persistence.StageRuns;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compares reality with the runs, at start and then periodically, so that nothing depends on a message having arrived. */
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final Stages stages;
    private final StageRuns runs;
    private final StageRuntimeConfig config;
    private @Nullable Rounds rounds;

    public Reconciliation(Stages stages, StageRuns runs, StageRuntimeConfig config) {
        this.stages = stages;
        this.runs = runs;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        rounds = new Rounds("reconcile", Duration.ZERO, config.reconcileEvery(), new Signal(), this::reconcile);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (rounds != null) {
            rounds.stop();
        }
    }

    private void reconcile() {
        for (Stage<?> stage : stages.all()) {
            try {
                stage.reconcile(this::isLive);
            } catch (RuntimeException e) {
                LOG.warnf("could not reconcile %s now: %s", stage.name().word(), Outages.summary(e));
            }
        }
    }

    private boolean isLive(RunId id) {
        return QuarkusTransaction.requiringNew().call(() -> runs.isLive(id));
    }
}
