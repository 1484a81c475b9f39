package dev.slipway.builder.outbound.persistence;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Bookmarks in the builder's database: any replica can take a build over. */
@ApplicationScoped
public class StoredLogBookmarks implements LogBookmarks, PanacheRepositoryBase<LogBookmarkEntity, UUID> {

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public LogPosition of(RunId run) {
        return findByIdOptional(run.value())
                .map(bookmark -> LogPosition.parse(bookmark.position))
                .orElse(LogPosition.BEGINNING);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(RunId run, LogPosition position) {
        getEntityManager().merge(new LogBookmarkEntity(run.value(), position.encode()));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(RunId run) {
        deleteById(run.value());
    }
}
