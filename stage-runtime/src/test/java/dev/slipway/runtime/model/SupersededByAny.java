package dev.slipway.runtime.model;

import dev.slipway.runtime.persistence.StageRunEntity;
import dev.slipway.runtime.persistence.StageRuns;
import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** Planted: takes every other run of the lane for a newer one. */
@Vetoed
final class SupersededByAny extends StageRuns {

    private final EntityManager database;

    SupersededByAny(EntityManager database) {
        super(database);
        this.database = database;
    }

    @Override
    public Optional<Long> newerInLane(StageRunEntity run) {
        Object other = database.createNativeQuery("select max(sequence) from stage_run where lane = :lane and id <> :id"
                        + " and (state <> 'FINISHED' or outcome = 'SUCCESS')")
                .setParameter("lane", run.lane)
                .setParameter("id", run.id)
                .getSingleResult();
        return Optional.ofNullable(other).map(sequence -> ((Number) sequence).longValue());
    }
}
