package dev.slipway.runtime.model;

import dev.slipway.events.Envelope;
import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.OutboxEntity;
import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Hands every call on to the real thing and tells the {@link Watch}. */
@Vetoed
final class WatchedOutbox extends Outbox {

    private final Outbox real;
    private final Watch watch;

    WatchedOutbox(EntityManager database, Outbox real, Watch watch) {
        super(database);
        this.real = real;
        this.watch = watch;
    }

    @Override
    public void append(Envelope<?> envelope) {
        real.append(envelope);
        watch.point();
    }

    @Override
    public List<OutboxEntity> unsent(int limit) {
        List<OutboxEntity> rows = real.unsent(limit);
        watch.point();
        return rows;
    }

    @Override
    public boolean lockForRelay() {
        return real.lockForRelay();
    }

    @Override
    public long countUnsent() {
        return real.countUnsent();
    }
}
