package dev.slipway.console.outbound.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.console.domain.StoredRun;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Deployed;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.EventId;
import dev.slipway.events.EventType;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.Traceparent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The journal as a table: one row per event, in the order of recording. */
@ApplicationScoped
@Transactional
public class PostgresEventJournal implements EventJournal {

    private static final String RECORD = """
            insert into event (id, type, topic, key, pipeline_run, time, source, cause, trace, body)
            values (:id, :type, :topic, :key, :run, :time, :source, :cause, :trace, cast(:body as jsonb))
            on conflict (id) do nothing
            """;
    private static final String LATEST_RUNS = """
            select e.* from event e
            join (select pipeline_run, n as pushed from event where type = :pushed order by n desc limit :limit) r
              on r.pipeline_run = e.pipeline_run
            order by r.pushed desc, e.n
            """;
    private static final String LATEST_PER_ENVIRONMENT = """
            with latest as (
              select distinct on (type, key, body->>'component', body->>'loadBalancer') * from event
              where type in (:deployed, :started, :stopped)
              order by type, key, body->>'component', body->>'loadBalancer', n desc),
            again as (select * from event where type = :retried and cause in (select id from latest))
            select * from latest
            union all
            select * from again
            union all
            select d.* from event d
            where d.type = :named and d.cause in (select id from latest union all select id from again)
            order by n
            """;

    private static final String STORED_RUNS = """
            select cast(e.pipeline_run as text),
              min(e.body->'pipelineRun'->>'repository'), min(e.body->'pipelineRun'->>'ref'),
              coalesce(string_agg(distinct e.body->>'component', ' ') filter (where e.type = :built), ''),
              cast(extract(epoch from max(e.time)) as bigint), bool_or(e.type = :published),
              coalesce(string_agg(distinct e.body->>'source', ' '), ''),
              string_agg(distinct d.digest, ' ')
            from event e
            cross join lateral (
              select m[1] as digest from regexp_matches(cast(e.body as text), '(sha256:[0-9a-f]{64})', 'g') m) d
            group by e.pipeline_run
            order by min(e.n)
            """;

    private static final String WAITING = """
            select e.* from event e
            join push p on p.pipeline_run = e.pipeline_run
            where p.repository = :repository and p.ref = :ref and e.type = :pushed
              and not exists (
                select 1 from event o where o.pipeline_run = p.pipeline_run and o.type not in (:pushed, :queued))
            order by e.n
            """;

    private final EntityManager database;

    public PostgresEventJournal(EntityManager database) {
        this.database = database;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Envelope<? extends PipelineEvent> envelope) {
        PipelineEvent event = envelope.event();
        database.createNativeQuery(RECORD)
                .setParameter("id", envelope.id().value())
                .setParameter("type", EventType.of(event).typeName())
                .setParameter("topic", EventType.topicOf(event).topicName())
                .setParameter("key", event.key())
                .setParameter("run", event.pipelineRun().id().value())
                .setParameter("time", envelope.time())
                .setParameter("source", envelope.source().toString())
                .unwrap(org.hibernate.query.NativeQuery.class)
                .setParameter(
                        "cause",
                        envelope.cause() == null ? null : envelope.cause().value(),
                        UUID.class)
                .setParameter("trace", envelope.trace().value())
                .setParameter("body", json(event))
                .executeUpdate();
    }

    @Override
    public List<Envelope<? extends PipelineEvent>> eventsOf(PipelineRunId run) {
        return envelopes(database.createNativeQuery(
                        "select * from event where pipeline_run = :run order by n", EventEntity.class)
                .setParameter("run", run.value()));
    }

    @Override
    public List<Envelope<? extends PipelineEvent>> waiting(String repository, String ref) {
        return envelopes(database.createNativeQuery(WAITING, EventEntity.class)
                .setParameter("repository", repository)
                .setParameter("ref", ref)
                .setParameter("pushed", typeName(CommitPushed.class))
                .setParameter("queued", typeName(BuildQueued.class)));
    }

    @Override
    public List<List<Envelope<? extends PipelineEvent>>> latestRuns(int limit) {
        Map<PipelineRunId, List<Envelope<? extends PipelineEvent>>> runs = new LinkedHashMap<>();
        envelopes(database.createNativeQuery(LATEST_RUNS, EventEntity.class)
                        .setParameter("pushed", typeName(CommitPushed.class))
                        .setParameter("limit", limit))
                .forEach(envelope -> runs.computeIfAbsent(
                                envelope.event().pipelineRun().id(), id -> new ArrayList<>())
                        .add(envelope));
        return List.copyOf(runs.values());
    }

    @Override
    public List<Envelope<? extends PipelineEvent>> latestPerEnvironment() {
        return envelopes(database.createNativeQuery(LATEST_PER_ENVIRONMENT, EventEntity.class)
                .setParameter("deployed", typeName(Deployed.class))
                .setParameter("started", typeName(LoadBalancerStarted.class))
                .setParameter("stopped", typeName(LoadBalancerStopped.class))
                .setParameter("retried", typeName(RetryRequested.class))
                .setParameter("named", typeName(RecordSetsChanged.class)));
    }

    @Override
    public List<StoredRun> storedRuns() {
        List<StoredRun> runs = new ArrayList<>();
        for (Object row : database.createNativeQuery(STORED_RUNS)
                .setParameter("built", typeName(ArtifactBuilt.class))
                .setParameter("published", typeName(ImagePublished.class))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            runs.add(new StoredRun(
                    PipelineRunId.of((String) columns[0]),
                    (String) columns[1],
                    (String) columns[2],
                    words(columns[3]).collect(Collectors.toSet()),
                    Instant.ofEpochSecond(((Number) columns[4]).longValue()),
                    (Boolean) columns[5],
                    words(columns[6]).map(Digest::of).collect(Collectors.toSet()),
                    words(columns[7]).map(Digest::of).collect(Collectors.toSet())));
        }
        return runs;
    }

    private static Stream<String> words(Object column) {
        return Arrays.stream(column.toString().split(" ", -1)).filter(word -> !word.isEmpty());
    }

    private static List<Envelope<? extends PipelineEvent>> envelopes(Query query) {
        List<Envelope<? extends PipelineEvent>> envelopes = new ArrayList<>();
        for (Object row : query.getResultList()) {
            envelopes.add(envelope((EventEntity) row));
        }
        return envelopes;
    }

    private static Envelope<PipelineEvent> envelope(EventEntity row) {
        return new Envelope<>(
                new EventId(row.id),
                URI.create(row.source),
                row.time,
                row.cause == null ? null : new EventId(row.cause),
                new Traceparent(row.trace),
                event(row));
    }

    private static PipelineEvent event(EventEntity row) {
        Class<? extends PipelineEvent> type = Arrays.stream(EventType.values())
                .filter(known -> known.typeName().equals(row.type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("recorded event of unknown type " + row.type))
                .recordClass();
        try {
            return EventCodec.json().readValue(row.body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("recorded event " + row.id + " cannot be read any more", e);
        }
    }

    private static String typeName(Class<? extends PipelineEvent> type) {
        return EventType.of(type).typeName();
    }

    private static String json(PipelineEvent event) {
        try {
            return EventCodec.json().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was decoded always has a JSON form", e);
        }
    }
}
