package dev.slipway.runtime;

import dev.slipway.events.StageName;
import dev.slipway.runtime.failpoint.Failpoints;
import dev.slipway.runtime.persistence.RunLogs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Work: one loop per stage claims what is due, one thread per run does it, one timer keeps all leases. */
@ApplicationScoped
public class StageWorker {

    private static final Logger LOG = Logger.getLogger(StageWorker.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Stages stages;
    private final RunLedger ledger;
    private final RunLogs logs;
    private final WakeUps wakeUps;
    private final StageRuntimeConfig config;
    private final Places places;
    private final Failpoints failpoints;
    private final String owner;
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable Rounds leaseKeeper;
    private volatile boolean stopping;

    public StageWorker(
            Stages stages,
            RunLedger ledger,
            RunLogs logs,
            WakeUps wakeUps,
            StageRuntimeConfig config,
            Places places,
            Failpoints failpoints,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.stages = stages;
        this.ledger = ledger;
        this.logs = logs;
        this.wakeUps = wakeUps;
        this.config = config;
        this.places = places;
        this.failpoints = failpoints;
        this.owner = service + "/" + ProcessHandle.current().pid() + "/" + UUID.randomUUID();
    }

    void start(@Observes StartupEvent started) {
        stages.names().forEach(stage -> threads.execute(() -> claimLoop(stage)));
        Duration period = config.lease().dividedBy(3);
        leaseKeeper = new Rounds("leases", period, period, wakeUps.leases(), this::renewAll);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        wakeUps.anyWork();
        attempts.forEach(attempt -> attempt.halt(Attempt.Halt.STOPPING));
        threads.shutdown();
        if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
        if (leaseKeeper != null) {
            leaseKeeper.stop();
        }
    }

    private void claimLoop(StageName stage) {
        try {
            while (!stopping) {
                places.take(stage);
                Optional<Claim> claim = claim(stage);
                if (claim.isPresent()) {
                    begin(claim.get(), stage);
                } else {
                    places.giveBack(stage);
                    wakeUps.work(stage).await(config.poll());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Claim> claim(StageName stage) {
        try {
            return ledger.claim(stage, owner);
        } catch (RuntimeException e) {
            // An outage, or another replica took the exclusive lane first: either way, look again.
            LOG.debugf("no claim of %s now: %s", stage.word(), Outages.summary(e));
            return Optional.empty();
        }
    }

    private void begin(Claim claim, StageName stage) {
        Attempt attempt = new Attempt(claim, ledger, logs, failpoints);
        attempts.add(attempt);
        threads.execute(() -> {
            try {
                attempt.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "run=%s ended without a conclusion; it will be claimed again", claim.id());
            } finally {
                attempts.remove(attempt);
                places.giveBack(stage);
                wakeUps.work(stage).raise();
            }
        });
    }

    private void renewAll() {
        attempts.forEach(attempt -> attempt.renew(config.lease()));
    }
}
