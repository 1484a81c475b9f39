package dev.slipway.runtime.model;

import dev.slipway.events.Envelope;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.persistence.StageRunEntity;
import dev.slipway.runtime.persistence.StageRuns;
import dev.slipway.runtime.persistence.StoredRecord;
import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;

/** Hands every call on to the real thing and tells the {@link Watch}. */
@Vetoed
final class WatchedRuns extends StageRuns {

    private final StageRuns real;
    private final Watch watch;

    WatchedRuns(EntityManager database, StageRuns real, Watch watch) {
        super(database);
        this.real = real;
        this.watch = watch;
    }

    private boolean held(boolean held) {
        watch.seen().held = held;
        watch.point();
        return held;
    }

    @Override
    public boolean accept(RunId id, StageName stage, Lane lane, Envelope<?> envelope, StoredRecord stored) {
        return held(real.accept(id, stage, lane, envelope, stored));
    }

    @Override
    public Optional<StageRunEntity> claim(StageName stage, String owner, Duration lease) {
        Optional<StageRunEntity> claimed = real.claim(stage, owner, lease);
        watch.point();
        return claimed;
    }

    @Override
    public boolean renew(RunId id, long fence, Duration lease) {
        return held(real.renew(id, fence, lease));
    }

    @Override
    public boolean finish(RunId id, long fence, Outcome outcome, String reason) {
        return held(real.finish(id, fence, outcome, reason));
    }

    @Override
    public boolean postpone(RunId id, long fence, Duration delay, int failures, String reason) {
        return held(real.postpone(id, fence, delay, failures, reason));
    }

    @Override
    public boolean holds(RunId id, long fence) {
        return held(real.holds(id, fence));
    }

    @Override
    public Optional<Long> newerInLane(StageRunEntity run) {
        return real.newerInLane(run);
    }

    @Override
    public void cancel(PipelineRun run, String by) {
        real.cancel(run, by);
        watch.point();
    }

    @Override
    public Optional<String> cancelledBy(RunId id) {
        Optional<String> by = real.cancelledBy(id);
        watch.seen().cancelledBy = by;
        return by;
    }
}
