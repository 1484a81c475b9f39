package dev.slipway.console.inbound;

import dev.slipway.console.RefSweep;
import dev.slipway.runtime.Rounds;
import dev.slipway.runtime.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks again and again whether a repository is due to be looked at. */
@ApplicationScoped
public class SweepTimer {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RefSweep sweep;
    private @Nullable Rounds rounds;

    public SweepTimer(RefSweep sweep) {
        this.sweep = sweep;
    }

    void start(@Observes StartupEvent started) {
        rounds = new Rounds("sweep", PAUSE, PAUSE, new Signal(), sweep::round);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (rounds != null) {
            rounds.stop();
        }
    }
}
