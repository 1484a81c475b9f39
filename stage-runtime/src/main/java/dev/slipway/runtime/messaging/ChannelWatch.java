package dev.slipway.runtime.messaging;

import dev.slipway.runtime.Rounds;
import dev.slipway.runtime.Signal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the service when a channel stopped for good. The connector closes a consumer or producer after an error that it takes
 * for fatal and never opens it again; only its liveness tells. A service that lives on like that hears nothing and looks
 * well, so it makes room for a fresh one, whatever watches over it.
 */
@ApplicationScoped
public class ChannelWatch {

    private static final Logger LOG = Logger.getLogger(ChannelWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int PATIENCE = 6;
    private static final int SOFTWARE_ERROR = 70;

    private final HealthCenter health;
    private @Nullable Rounds rounds;
    private int badInARow;

    public ChannelWatch(HealthCenter health) {
        this.health = health;
    }

    void start(@Observes StartupEvent started) {
        rounds = new Rounds("channel watch", PERIOD, PERIOD, new Signal(), this::look);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (rounds != null) {
            rounds.stop();
        }
    }

    private void look() {
        HealthReport report = health.getLiveness();
        badInARow = report.isOk() ? 0 : badInARow + 1;
        if (badInARow == PATIENCE) {
            LOG.fatalf(
                    "a channel stopped for good, ending so that a fresh process takes over: %s",
                    report.getChannels().stream()
                            .filter(channel -> !channel.isOk())
                            .map(channel -> channel.getChannel() + ": " + channel.getMessage())
                            .collect(Collectors.joining("; ")));
            Quarkus.asyncExit(SOFTWARE_ERROR);
        }
    }
}
