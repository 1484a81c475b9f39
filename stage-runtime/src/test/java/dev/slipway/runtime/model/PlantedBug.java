package dev.slipway.runtime.model;

import dev.slipway.runtime.persistence.Outbox;
import dev.slipway.runtime.persistence.StageRuns;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A mistake that somebody could make in the runtime, made on purpose. Most are a change in one statement of the production
 * SQL, written as what stands there and what would stand there instead.
 */
enum PlantedBug {
    NONE("production code as it is"),
    FINISH_WITHOUT_FENCE(
            "no fence check when a run is finished", "set state = 'FINISHED'", "fence = :fence", ":fence > 0"),
    RENEW_WITHOUT_FENCE("no fence check when a lease is renewed", "set lease_until", "fence = :fence", ":fence > 0"),
    ANNOUNCE_WITHOUT_FENCE(
            "no fence check when progress is announced", "set fence = fence", "and fence = :fence", "and :fence > 0"),
    POSTPONE_WITHOUT_FENCE(
            "no fence check when a run is given back", "set state = 'READY'", "fence = :fence", ":fence > 0"),
    NO_INBOX("no unique inbox", "insert into stage_run", "values (:id", "values (coalesce(gen_random_uuid(), :id)") {
        @Override
        String ddl() {
            return "alter table stage_run drop constraint stage_run_inbox";
        }
    },
    CLAIM_IGNORES_LEASE(
            "claim takes a run whose lease holds", "returning id", "and r.lease_until < clock_timestamp()", ""),
    CLAIM_KEEPS_FENCE("claim does not raise the fence", "returning id", "fence = fence + 1,", ""),
    TAKEOVER_NOT_COUNTED("a lost worker does not count", "returning id", "state = 'RUNNING' then 1", "true then 0"),
    LEASE_BY_LOCAL_CLOCK("each replica judges leases by its own clock", "lease_until", "clock_timestamp()", "") {
        @Override
        String by(int replica) {
            return "(clock_timestamp() + interval '%d seconds')".formatted((replica - 1) * 90);
        }
    },
    LANE_WITHOUT_INDEX("exclusive lane without its unique index") {
        @Override
        String ddl() {
            return "drop index stage_run_one_running";
        }
    },
    LANE_WITHOUT_LOOK("exclusive lane by its index alone", "returning id", "not r.exclusive or", "true or"),
    SUPERSEDED_BY_OLDER("superseded by an older push") {
        @Override
        StageRuns runs(EntityManager database) {
            return new SupersededByAny(database);
        }
    },
    CANCEL_FORGETS_LATER_RUNS(
            "cancellation forgets runs that come later",
            "insert into stage_run",
            "(select requested_by from cancellation where pipeline_run = :pipelineRun)",
            "null"),
    CANCEL_BESIDE_ACCEPT(
            "accepting and cancelling a run do not exclude each other",
            "'slipway.run.'",
            "pg_advisory_xact_lock(",
            "pg_advisory_xact_lock_shared("),
    TWO_TRANSACTIONS("state and outbox in two transactions") {
        @Override
        Outbox outbox(EntityManager database) {
            return new OutboxOnItsOwn(database);
        }
    },
    RELAY_WITHOUT_ORDER("relay sends newest first") {
        @Override
        Outbox outbox(EntityManager database) {
            return new NewestFirst(database);
        }
    },
    MARKED_BEFORE_THE_WORD("relay marks before the broker's word"),
    ACKNOWLEDGED_BEFORE_COMMIT("record acknowledged before the commit");

    private final String words;
    private final String statement;
    private final String stands;
    private final String instead;

    PlantedBug(String words) {
        this(words, "no statement", "", "");
    }

    PlantedBug(String words, String statement, String stands, String instead) {
        this.words = words;
        this.statement = statement;
        this.stands = stands;
        this.instead = instead;
    }

    /** What is changed in the schema. */
    String ddl() {
        return "";
    }

    String by(int replica) {
        return instead;
    }

    StageRuns runs(EntityManager database) {
        return new StageRuns(database);
    }

    Outbox outbox(EntityManager database) {
        return new Outbox(database);
    }

    /** The database as a replica sees it through the mistake. */
    EntityManager planted(EntityManager database, int replica) {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, given) -> {
                    if (method.getName().equals("createNativeQuery")) {
                        String sql = (String) given[0];
                        given[0] = sql.contains(statement) ? sql.replace(stands, by(replica)) : sql;
                    }
                    try {
                        return method.invoke(database, given);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Override
    public String toString() {
        return words;
    }
}
