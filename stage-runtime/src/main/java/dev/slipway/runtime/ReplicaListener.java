package dev.slipway.runtime;

import dev.slipway.runtime.persistence.Replicas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes what other replicas say on to this process's wake-ups; polling remains for when nobody can be heard. */
@ApplicationScoped
public class ReplicaListener {

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final Replicas replicas;
    private final WakeUps wakeUps;
    private @Nullable Rounds rounds;

    public ReplicaListener(Replicas replicas, WakeUps wakeUps) {
        this.replicas = replicas;
        this.wakeUps = wakeUps;
    }

    void start(@Observes StartupEvent started) {
        rounds = new Rounds("replicas", Duration.ZERO, AGAIN_AFTER, new Signal(), this::listen);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (rounds != null) {
            rounds.stop();
        }
    }

    private void listen() {
        try {
            replicas.listen(this::heard);
        } catch (SQLException e) {
            throw new IllegalStateException("other replicas are not heard now", e);
        }
    }

    private void heard(Replicas.Word word) {
        switch (word) {
            case WORK -> wakeUps.anyWork();
            case CANCELLED -> wakeUps.leases().raise();
        }
    }
}
