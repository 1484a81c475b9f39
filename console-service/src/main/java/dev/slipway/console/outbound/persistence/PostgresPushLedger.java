package dev.slipway.console.outbound.persistence;

import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.Way;
import dev.slipway.console.port.PushLedger;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineRunId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/** Pushes and refs as tables; a ref's row is its lock, its counter, and where it stands. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class PostgresPushLedger implements PushLedger {

    private static final String TOLD = """
            update push set told = told || jsonb_build_object(:way, :after)
            where id = (
              select p.id from push p join push_counter r on r.repository = p.repository and r.ref = p.ref
              where p.repository = :repository and p.ref = :ref and p.way <> 'HAND'
                and p.accepted_at > clock_timestamp() - interval '1 day'
                and (
                  (coalesce(p.told ->> :way, p.before) = :before and coalesce(p.told ->> :way, p.before) <> p.after
                    and (p.after = :after or p.revision = :revision
                         or (p.way = 'SWEEP' and not exists (
                               select 1 from push n
                               where n.repository = p.repository and n.ref = p.ref and n.sequence > p.sequence
                                 and n.way <> 'HAND'))))
                  or (:way = 'WEBHOOK' and p.told ->> :way = p.after and p.before = :before and p.after = :after
                      and r.target is distinct from :before))
              order by p.sequence desc limit 1)
            returning pipeline_run, sequence, version
            """;
    private static final String KEEP = """
            insert into push (id, repository, ref, sequence, pipeline_run, version, pushed_at,
                              way, before, after, revision, told)
            values (:id, :repository, :ref, :sequence, :run, :version, :time,
                    :way, :before, :after, :revision, jsonb_build_object(:way, :after))
            """;

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
        return answer(database.createNativeQuery(
                        "select pipeline_run, sequence, version from push where id = :id", Object[].class)
                .setParameter("id", id.value()));
    }

    @Override
    public void lock(String repository, String ref) {
        ref(
                        "insert into push_counter (repository, ref, last) values (:repository, :ref, 0)"
                                + " on conflict (repository, ref) do update set last = push_counter.last",
                        repository,
                        ref)
                .executeUpdate();
    }

    @Override
    public Optional<Acceptance> told(Push push) {
        return answer(moved(database.createNativeQuery(TOLD), push));
    }

    @Override
    public long nextSequence(String repository, String ref) {
        Object next = ref(
                        "insert into push_counter (repository, ref, last) values (:repository, :ref, 1)"
                                + " on conflict (repository, ref) do update set last = push_counter.last + 1"
                                + " returning last",
                        repository,
                        ref)
                .getSingleResult();
        return ((Number) next).longValue();
    }

    @Override
    public void keep(Push push, Acceptance answer) {
        moved(database.createNativeQuery(KEEP), push)
                .unwrap(NativeQuery.class)
                .setParameter("id", push.id().value())
                .setParameter("sequence", answer.sequence())
                .setParameter("run", answer.pipelineRun().value())
                .setParameter("version", answer.version())
                .setParameter("time", push.time(), Instant.class)
                .executeUpdate();
        if (push.way() != Way.HAND) {
            ref(
                            "update push_counter set target = nullif(:target, :none)"
                                    + " where repository = :repository and ref = :ref",
                            push.repository(),
                            push.ref().value())
                    .setParameter("target", push.change().to())
                    .setParameter("none", Push.NONE)
                    .executeUpdate();
        }
    }

    @Override
    public Map<String, String> standing(String repository) {
        Map<String, String> refs = new TreeMap<>();
        for (Object row : database.createNativeQuery(
                        "select ref, target from push_counter where repository = :repository and target is not null",
                        Object[].class)
                .setParameter("repository", repository)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            refs.put((String) columns[0], (String) columns[1]);
        }
        return refs;
    }

    @Override
    public Optional<String> standing(String repository, String ref) {
        List<?> rows = ref(
                        "select target from push_counter where repository = :repository and ref = :ref"
                                + " and target is not null",
                        repository,
                        ref)
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst();
    }

    @Override
    public void remember(String repository, String ref, String target) {
        ref(
                        "insert into push_counter (repository, ref, last, target) values (:repository, :ref, 0, :target)"
                                + " on conflict (repository, ref) do update set target = excluded.target"
                                + " where push_counter.target is null",
                        repository,
                        ref)
                .setParameter("target", target)
                .executeUpdate();
    }

    private Query ref(String statement, String repository, String ref) {
        return database.createNativeQuery(statement)
                .setParameter("repository", repository)
                .setParameter("ref", ref);
    }

    private static Query moved(Query query, Push push) {
        return query.setParameter("repository", push.repository())
                .setParameter("ref", push.ref().value())
                .setParameter("way", push.way().name())
                .setParameter("before", push.change().from())
                .setParameter("after", push.change().to())
                .setParameter("revision", push.change().revision());
    }

    private static Optional<Acceptance> answer(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> answered((Object[]) row)).findFirst();
    }

    private static Acceptance answered(Object[] row) {
        return new Acceptance(new PipelineRunId((UUID) row[0]), ((Number) row[1]).longValue(), (String) row[2], true);
    }
}
