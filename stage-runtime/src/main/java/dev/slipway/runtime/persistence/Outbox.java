package dev.slipway.runtime.persistence;

import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Events on their way out. Appending is part of the caller's transaction; the relay publishes after its commit. */
@ApplicationScoped
public class Outbox implements PanacheRepositoryBase<OutboxEntity, UUID> {

    private final EntityManager database;

    public Outbox(EntityManager database) {
        this.database = database;
    }

    /**
     * Writes the event once: a second append of the same event id changes nothing.
     *
     * @throws jakarta.persistence.TransactionRequiredException outside a transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Envelope<?> envelope) {
        StoredRecord stored = StoredRecord.of(EventCodec.encode(envelope));
        if (findById(envelope.id().value()) != null) {
            return;
        }
        OutboxEntity row = new OutboxEntity();
        row.id = envelope.id().value();
        row.topic = stored.topic();
        row.key = stored.key();
        row.headers = stored.headers();
        row.payload = stored.payload();
        persist(row);
        // Order of writing is the order of publishing: do not leave it to the flush at commit.
        database.flush();
    }

    /** The oldest unsent events, at most {@code limit}, in the order they were written. */
    public List<OutboxEntity> unsent(int limit) {
        return find("sentAt is null and refused is null order by number")
                .page(0, limit)
                .list();
    }

    public long countUnsent() {
        return count("sentAt is null and refused is null");
    }

    /** Whether this transaction is the only one, over all replicas of the service, that may publish. */
    public boolean lockForRelay() {
        Object locked = database.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('slipway.outbox.' || current_schema(), 0))")
                .getSingleResult();
        return Boolean.TRUE.equals(locked);
    }
}
