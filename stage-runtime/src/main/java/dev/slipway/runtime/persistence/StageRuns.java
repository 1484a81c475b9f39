package dev.slipway.runtime.persistence;

import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs of this service's stages. Time is the database's: leases of several replicas are compared by one clock. */
@ApplicationScoped
public class StageRuns implements PanacheRepositoryBase<StageRunEntity, UUID> {

    private static final String ACCEPT = """
            insert into stage_run (id, stage, event_id, pipeline_run, lane, newest_wins, exclusive, sequence, state,
                                   headers, payload, cancelled_by)
            values (:id, :stage, :event, :pipelineRun, :lane, :newestWins, :exclusive, :sequence, 'READY',
                    cast(:headers as jsonb), :payload,
                    (select requested_by from cancellation where pipeline_run = :pipelineRun))
            on conflict do nothing
            """;

    private static final String CLAIM = """
            update stage_run set
              infra_failures = infra_failures + case when state = 'RUNNING' then 1 else 0 end,
              state = 'RUNNING', owner = :owner, fence = fence + 1, attempt = attempt + 1,
              lease_until = clock_timestamp() + cast(:lease as interval)
            where id = (
              select r.id from stage_run r
              where r.stage = :stage
                and ((r.state = 'READY' and r.not_before <= clock_timestamp())
                     or (r.state = 'RUNNING' and r.lease_until < clock_timestamp()))
                and (not r.exclusive or not exists (
                      select 1 from stage_run o
                      where o.stage = r.stage and o.lane = r.lane and o.state = 'RUNNING' and o.id <> r.id))
              order by r.created_at, r.sequence
              for update skip locked limit 1)
            returning id
            """;

    private final EntityManager database;

    public StageRuns(EntityManager database) {
        this.database = database;
    }

    /** The inbox: whether this event was new to the stage. */
    public boolean accept(RunId id, StageName stage, Lane lane, Envelope<?> envelope, StoredRecord stored) {
        PipelineRun run = envelope.event().pipelineRun();
        oneAtATime(run);
        return database.createNativeQuery(ACCEPT)
                        .setParameter("id", id.value())
                        .setParameter("stage", stage.name())
                        .setParameter("event", envelope.id().value())
                        .setParameter("pipelineRun", run.id().value())
                        .setParameter("lane", lane.name())
                        .setParameter("newestWins", lane.newestWins())
                        .setParameter("exclusive", lane.exclusive())
                        .setParameter("sequence", run.sequence())
                        .setParameter("headers", Json.write(stored.headers()))
                        .setParameter("payload", stored.payload())
                        .executeUpdate()
                == 1;
    }

    /** Takes the oldest run that is due or was left behind, and fences off whoever had it. */
    public Optional<StageRunEntity> claim(StageName stage, String owner, Duration lease) {
        // No result class: with one, Hibernate's plan cache takes every call for a new query and ends up searching them
        // all.
        List<?> ids = database.createNativeQuery(CLAIM)
                .setParameter("stage", stage.name())
                .setParameter("owner", owner)
                .setParameter("lease", lease.toMillis() + " milliseconds")
                .getResultList();
        return ids.stream().map(id -> findById((UUID) id)).findFirst();
    }

    /** Whether the claim still holds; extends it if so. */
    public boolean renew(RunId id, long fence, Duration lease) {
        return fenced("lease_until = clock_timestamp() + cast(:lease as interval)", id, fence)
                        .setParameter("lease", lease.toMillis() + " milliseconds")
                        .executeUpdate()
                == 1;
    }

    /** Ends the run, if the claim still holds. */
    public boolean finish(RunId id, long fence, Outcome outcome, String reason) {
        return fenced(
                                "state = 'FINISHED', outcome = :outcome, reason = :reason, owner = null, lease_until = null,"
                                        + " finished_at = clock_timestamp()",
                                id,
                                fence)
                        .setParameter("outcome", outcome.name())
                        .setParameter("reason", reason)
                        .executeUpdate()
                == 1;
    }

    /** Gives the run back for a later attempt, if the claim still holds. */
    public boolean postpone(RunId id, long fence, Duration delay, int failures, String reason) {
        return fenced(
                                "state = 'READY', owner = null, lease_until = null, infra_failures = infra_failures + :failures,"
                                        + " reason = :reason, not_before = clock_timestamp() + cast(:delay as interval)",
                                id,
                                fence)
                        .setParameter("failures", failures)
                        .setParameter("reason", reason)
                        .setParameter("delay", delay.toMillis() + " milliseconds")
                        .executeUpdate()
                == 1;
    }

    /** Locks the run's row until the end of the transaction, if the claim still holds. */
    public boolean holds(RunId id, long fence) {
        return fenced("fence = fence", id, fence).executeUpdate() == 1;
    }

    /** The sequence of a newer run of the same lane that is waiting, running or succeeded. */
    public Optional<Long> newerInLane(StageRunEntity run) {
        return find(
                        "stage = ?1 and lane = ?2 and sequence > ?3 and (state <> ?4 or outcome = ?5) order by sequence desc",
                        run.stage,
                        run.lane,
                        run.sequence,
                        StageRunEntity.State.FINISHED,
                        Outcome.SUCCESS)
                .firstResultOptional()
                .map(newer -> newer.sequence);
    }

    /** The run that this event started. */
    public Optional<StageRunEntity> ofEvent(EventId event, StageName stage) {
        return find("eventId = ?1 and stage = ?2", event.value(), stage).firstResultOptional();
    }

    /** Whether the run exists and is not over. */
    public boolean isLive(RunId id) {
        return count("id = ?1 and state <> ?2", id.value(), StageRunEntity.State.FINISHED) == 1;
    }

    /** Remembers the wish for runs that are here and for those that will come. */
    public void cancel(PipelineRun run, String by) {
        oneAtATime(run);
        database.createNativeQuery("insert into cancellation (pipeline_run, requested_by) values (:run, :by)"
                        + " on conflict do nothing")
                .setParameter("run", run.id().value())
                .setParameter("by", by)
                .executeUpdate();
        database.createNativeQuery("update stage_run set cancelled_by = :by, not_before = clock_timestamp()"
                        + " where pipeline_run = :run and state <> 'FINISHED' and cancelled_by is null")
                .setParameter("run", run.id().value())
                .setParameter("by", by)
                .executeUpdate();
    }

    /** Who asked for the run to end, if anybody did. */
    public Optional<String> cancelledBy(RunId id) {
        return find("id = ?1 and cancelledBy is not null", id.value())
                .firstResultOptional()
                .map(run -> run.cancelledBy);
    }

    /** Keeps an event of a newer major version for after the upgrade. */
    public void park(StoredRecord stored, String type) {
        database.createNativeQuery("insert into parked_event (type, topic, record_key, headers, payload)"
                        + " values (:type, :topic, :key, cast(:headers as jsonb), :payload)")
                .setParameter("type", type)
                .setParameter("topic", stored.topic())
                .setParameter("key", stored.key())
                .setParameter("headers", Json.write(stored.headers()))
                .setParameter("payload", stored.payload())
                .executeUpdate();
    }

    /**
     * Accepting and cancelling the same pipeline run exclude each other until the end of the transaction: side by side,
     * neither would see what the other has written, and the run would never learn of its cancellation.
     */
    private void oneAtATime(PipelineRun run) {
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('slipway.run.' || :run, 0))")
                .setParameter("run", run.id().toString())
                .getSingleResult();
    }

    private Query fenced(String assignments, RunId id, long fence) {
        return database.createNativeQuery("update stage_run set " + assignments
                        + " where id = :id and fence = :fence and state = 'RUNNING'")
                .setParameter("id", id.value())
                .setParameter("fence", fence);
    }
}
