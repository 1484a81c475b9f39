package dev.slipway.builder.outbound.persistence;

import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.builder.port.KeptBuilds;
import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Builds in the builder's database: what one replica built, every other reuses. */
@ApplicationScoped
public class StoredKeptBuilds implements KeptBuilds, PanacheRepositoryBase<KeptBuildEntity, String> {

    private final Clock clock = Clock.systemUTC();

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<KeptBuild> of(Digest input) {
        return findByIdOptional(input.value())
                .map(row -> new KeptBuild(
                        new PipelineRunId(row.pipelineRun), row.version, Digest.of(row.artifacts), row.files));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(Digest input, KeptBuild build) {
        getEntityManager()
                .merge(new KeptBuildEntity(
                        input.value(),
                        build.run().value(),
                        build.version(),
                        build.artifacts().value(),
                        build.files(),
                        clock.instant()));
    }
}
