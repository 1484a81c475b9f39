package dev.slipway.console.outbound.persistence;

import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Push;
import dev.slipway.console.port.PushLedger;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineRunId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/** Pushes and counters as tables; a counter's row is the lock of its ref. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class PostgresPushLedger implements PushLedger {

    private final EntityManager database;

    public PostgresPushLedger(EntityManager database) {
        this.database = database;
    }

    @Override
    public Optional<Acceptance> find(EventId id) {
        // A retry may overtake its first attempt: the second waits here until the first has committed or failed.
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('slipway.push.' || :id, 0))")
                .setParameter("id", id.toString())
                .getResultList();
        List<?> rows = database.createNativeQuery(
                        "select pipeline_run, sequence, version from push where id = :id", Object[].class)
                .setParameter("id", id.value())
                .getResultList();
        return rows.stream().map(row -> answered((Object[]) row)).findFirst();
    }

    @Override
    public long nextSequence(String repository, String ref) {
        Object next = database.createNativeQuery("insert into push_counter (repository, ref, last)"
                        + " values (:repository, :ref, 1)"
                        + " on conflict (repository, ref) do update set last = push_counter.last + 1"
                        + " returning last")
                .setParameter("repository", repository)
                .setParameter("ref", ref)
                .getSingleResult();
        return ((Number) next).longValue();
    }

    @Override
    public void keep(Push push, Acceptance answer) {
        database.createNativeQuery("insert into push (id, repository, ref, sequence, pipeline_run, version, pushed_at)"
                        + " values (:id, :repository, :ref, :sequence, :run, :version, :time)")
                .unwrap(NativeQuery.class)
                .setParameter("id", push.id().value())
                .setParameter("repository", push.repository())
                .setParameter("ref", push.ref().value())
                .setParameter("sequence", answer.sequence())
                .setParameter("run", answer.pipelineRun().value())
                .setParameter("version", answer.version())
                .setParameter("time", push.time(), Instant.class)
                .executeUpdate();
    }

    private static Acceptance answered(Object[] row) {
        return new Acceptance(new PipelineRunId((UUID) row[0]), ((Number) row[1]).longValue(), (String) row[2], true);
    }
}
