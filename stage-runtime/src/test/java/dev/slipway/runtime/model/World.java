package dev.slipway.runtime.model;

import dev.slipway.runtime.Replica;
import dev.slipway.runtime.model.ModelConnections.View;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Three replicas over a schema of their own, for one sequence after the other; used by one thread. */
final class World implements AutoCloseable {

    /** One copy of the service, and the watch inside its transactions. */
    record Member(String name, Replica replica, Watch watch) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final int REPLICAS = 3;

    private final AgroalDataSource source;
    private final Replica.Parts parts;
    private final PlantedBug bug;
    private final View view;
    private final ScriptedBroker broker;
    private final List<Member> members = new ArrayList<>();
    private final ExecutorService second = Executors.newSingleThreadExecutor();

    /** Makes the schema anew. The calling thread sees this world from here on. */
    World(Replica.Parts parts, AgroalDataSource source, String schema, PlantedBug bug) {
        this.source = source;
        this.parts = parts;
        this.bug = bug;
        this.view = new View(schema);
        this.broker = new ScriptedBroker(bug == PlantedBug.MARKED_BEFORE_THE_WORD);
        Flyway.configure()
                .dataSource(source)
                .schemas(schema)
                .locations("db/slipway")
                .load()
                .migrate();
        ModelConnections.show(view);
        execute(bug.ddl());
        for (int i = 0; i < REPLICAS; i++) {
            members.add(member(i));
        }
    }

    private Member member(int number) {
        EntityManager database = bug.planted(parts.database(), number);
        Watch watch = new Watch();
        Replica replica = new Replica(
                "replica " + number,
                parts,
                new WatchedRuns(database, bug.runs(database), watch),
                new WatchedOutbox(database, bug.outbox(database), watch),
                new SimpleMeterRegistry(),
                broker);
        return new Member("replica " + number, replica, watch);
    }

    Member member(Step step) {
        return members.get(step.who() % REPLICAS);
    }

    /** @param busy the replica whose neighbour it is then */
    Member member(Step step, @Nullable Member busy) {
        Member first = member(step);
        return first.equals(busy) ? members.get((step.who() + 1) % REPLICAS) : first;
    }

    Replica.Parts parts() {
        return parts;
    }

    ScriptedBroker broker() {
        return broker;
    }

    boolean acknowledgesFirst() {
        return bug == PlantedBug.ACKNOWLEDGED_BEFORE_COMMIT;
    }

    void clock(long seconds) {
        view.set(seconds);
    }

    void forget() {
        broker.forget();
        execute("delete from stage_run; delete from outbox; delete from cancellation");
    }

    Stored stored() {
        try (Connection connection = source.getConnection()) {
            return Stored.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts something on a second thread, and waits until it is over or seems to wait for a lock. */
    Future<?> beside(Runnable other) {
        Future<?> running = second.submit(() -> {
            ModelConnections.show(view);
            other.run();
        });
        try {
            running.get(10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It waits for the transaction of the caller; that one has to go on.
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return running;
    }

    private void execute(String sql) {
        if (sql.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        second.shutdown();
        execute("drop schema " + view.schema() + " cascade");
    }
}
