package dev.slipway.console.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.ArtifactSweep;
import dev.slipway.runtime.Rounds;
import dev.slipway.runtime.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sweeps the artifact store now and then. Several consoles may: a sweep removes the same whoever does it. */
@ApplicationScoped
public class ArtifactSweeps {

    private static final Logger LOG = Logger.getLogger(ArtifactSweeps.class);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final ArtifactSweep sweep;
    private @Nullable Rounds rounds;

    public ArtifactSweeps(ArtifactSweep sweep) {
        this.sweep = sweep;
    }

    void start(@Observes StartupEvent started) {
        rounds = new Rounds("sweep-artifacts", FIRST, PAUSE, new Signal(), this::sweep);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (rounds != null) {
            rounds.stop();
        }
    }

    private void sweep() {
        ArtifactStore.Swept swept = sweep.sweep();
        if (swept.objects() > 0) {
            LOG.infof("removed %d artifacts that no run needs, %d MiB", swept.objects(), swept.bytes() >> 20);
        }
    }
}
