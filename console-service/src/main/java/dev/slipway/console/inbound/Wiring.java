package dev.slipway.console.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.console.ArtifactSweep;
import dev.slipway.console.ConsoleConfig;
import dev.slipway.console.PushAcceptance;
import dev.slipway.console.domain.ArtifactRetention;
import dev.slipway.console.port.EventJournal;
import dev.slipway.console.port.PushLedger;
import dev.slipway.runtime.Origin;
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
    PushAcceptance acceptance(PushLedger ledger, EventJournal journal, Outbox outbox, Origin origin) {
        return new PushAcceptance(ledger, journal, outbox, origin);
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
