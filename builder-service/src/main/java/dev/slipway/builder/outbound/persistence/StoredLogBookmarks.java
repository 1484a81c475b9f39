package dev.slipway.builder.outbound.persistence;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Bookmarks in the builder's database: any replica can take a build over. */
@ApplicationScoped
public class StoredLogBookmarks
        implements LogBookmarks, PanacheRepositoryBase<LogBookmarkEntity, LogBookmarkEntity.Key> {

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public LogPosition of(RunId run, String component) {
        return findByIdOptional(key(run, component))
                .map(bookmark -> LogPosition.parse(bookmark.position))
                .orElse(LogPosition.BEGINNING);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(RunId run, String component, LogPosition position) {
        getEntityManager().merge(new LogBookmarkEntity(key(run, component), position.encode()));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(RunId run, String component) {
        deleteById(key(run, component));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(RunId run) {
        delete("id.runId", run.value());
    }

    private static LogBookmarkEntity.Key key(RunId run, String component) {
        return new LogBookmarkEntity.Key(run.value(), component);
    }
}
