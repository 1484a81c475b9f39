package dev.slipway.runtime.model;

import dev.slipway.events.Envelope;
import dev.slipway.runtime.persistence.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;

/** Planted: does not share the caller's transaction. */
@Vetoed
final class OutboxOnItsOwn extends Outbox {

    OutboxOnItsOwn(EntityManager database) {
        super(database);
    }

    @Override
    public void append(Envelope<?> envelope) {
        QuarkusTransaction.requiringNew().run(() -> super.append(envelope));
    }
}
