package dev.slipway.console.outbound.persistence;

import dev.slipway.console.port.SweepLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row for each repository; whoever moves its time ahead has the turn. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class PostgresSweepLedger implements SweepLedger {

    private final EntityManager database;

    public PostgresSweepLedger(EntityManager database) {
        this.database = database;
    }

    @Override
    public Optional<Turn> take(String repository, Duration hold) {
        database.createNativeQuery("insert into sweep (repository) values (:repository) on conflict do nothing")
                .setParameter("repository", repository)
                .executeUpdate();
        List<?> rows = in(
                        "update sweep set due_at = clock_timestamp() + cast(:delay as interval)"
                                + " where repository = :repository and due_at <= clock_timestamp()"
                                + " returning looked_at is null, failures",
                        repository,
                        hold)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Turn((Boolean) row[0], ((Number) row[1]).intValue()))
                .findFirst();
    }

    @Override
    public void looked(String repository, Duration nextLookIn) {
        in(
                        "update sweep set due_at = clock_timestamp() + cast(:delay as interval),"
                                + " looked_at = clock_timestamp(), failures = 0, problem = null"
                                + " where repository = :repository",
                        repository,
                        nextLookIn)
                .executeUpdate();
    }

    @Override
    public void failed(String repository, String problem, Duration nextLookIn) {
        in(
                        "update sweep set due_at = clock_timestamp() + cast(:delay as interval),"
                                + " failures = failures + 1, problem = :problem where repository = :repository",
                        repository,
                        nextLookIn)
                .setParameter("problem", problem)
                .executeUpdate();
    }

    @Override
    public List<Status> statuses() {
        List<Status> statuses = new ArrayList<>();
        for (Object row : database.createNativeQuery(
                        "select repository, looked_at, due_at, failures, problem from sweep order by repository",
                        Object[].class)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            statuses.add(new Status(
                    (String) columns[0],
                    (Instant) columns[1],
                    (Instant) columns[2],
                    ((Number) columns[3]).intValue(),
                    (String) columns[4]));
        }
        return statuses;
    }

    private Query in(String statement, String repository, Duration delay) {
        return database.createNativeQuery(statement)
                .setParameter("repository", repository)
                .setParameter("delay", delay.toMillis() + " milliseconds");
    }
}
