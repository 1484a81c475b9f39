package dev.slipway.console.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.console.ArtifactSweep;
import dev.slipway.console.Cancellation;
import dev.slipway.console.ConsoleConfig;
import dev.slipway.console.PushAcceptance;
import dev.slipway.console.RefSweep;
import dev.slipway.console.StageRetry;
import dev.slipway.console.domain.ArtifactRetention;
import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.port.EventJournal;
import dev.slipway.console.port.PushLedger;
import dev.slipway.console.port.RemoteRepository;
import dev.slipway.console.port.SweepLedger;
import dev.slipway.runtime.Origin;
import dev.slipway.runtime.WakeUps;
import dev.slipway.runtime.persistence.Outbox;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts plain classes and ports together. */
class Wiring {

    @Produces
    @Singleton
    PushAcceptance acceptance(
            PushLedger ledger, EventJournal journal, Outbox outbox, Origin origin, Cancellation cancellation) {
        return new PushAcceptance(ledger, journal, outbox, origin, cancellation);
    }

    @Produces
    @Singleton
    Cancellation cancellation(EventJournal journal, Outbox outbox, Origin origin) {
        return new Cancellation(journal, outbox, origin);
    }

    @Produces
    @Singleton
    StageRetry retry(EventJournal journal, Outbox outbox, Origin origin, ArtifactStore store) {
        return new StageRetry(journal, outbox, origin, store);
    }

    @Produces
    @Singleton
    ConnectedRepositories repositories(ConsoleConfig config) {
        return config.connected();
    }

    @Produces
    @Singleton
    RefSweep sweep(
            ConnectedRepositories repositories,
            RemoteRepository remote,
            SweepLedger sweeps,
            PushLedger pushes,
            PushAcceptance acceptance,
            WakeUps wakeUps) {
        return new RefSweep(repositories, remote, sweeps, pushes, acceptance, wakeUps);
    }

    @Produces
    @Singleton
    ArtifactStore artifacts(
            @ConfigProperty(name = "slipway.artifacts.directory") Path directory,
            @ConfigProperty(name = "slipway.artifacts.minimum-free", defaultValue = "1G") MemorySize minimumFree) {
        return new DirectoryArtifactStore(directory, new StoreLimits(minimumFree.asLongValue(), Long.MAX_VALUE));
    }

    @Produces
    @Singleton
    ArtifactSweep sweep(EventJournal journal, ArtifactStore store, ConsoleConfig config) {
        ArtifactRetention retention = new ArtifactRetention(
                config.artifacts().keepAge(), config.artifacts().keepCount());
        return new ArtifactSweep(journal, store, retention, Clock.systemUTC());
    }
}
