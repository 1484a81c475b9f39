package dev.slipway.runtime.model;

import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.OutboxEntity;
import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Planted: hands out the outbox the wrong way round. */
@Vetoed
final class NewestFirst extends Outbox {

    NewestFirst(EntityManager database) {
        super(database);
    }

    @Override
    public List<OutboxEntity> unsent(int limit) {
        return super.unsent(limit).reversed();
    }
}
