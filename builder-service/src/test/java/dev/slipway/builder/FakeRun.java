package dev.slipway.builder;

import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.StageName;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run with its attempts: log and announcements are the run's, whatever the attempt. */
final class FakeRun implements RunInProgress<CommitPushed> {

    private final Envelope<CommitPushed> trigger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<PipelineEvent> announced = Collections.synchronizedSet(new LinkedHashSet<>());
    private StepLog log = newLog();
    private int attempt = 1;

    FakeRun(CommitPushed push) {
        EventId id = new EventId(UUID.randomUUID());
        this.trigger = new Envelope<>(
                id, URI.create("/slipway/test"), Clock.systemUTC().instant(), null, Traceparent.start(), push);
    }

    /** The process died; another one takes the run over. */
    void nextAttempt() {
        log.close();
        log = newLog();
        attempt++;
    }

    List<String> lines() {
        log.flush();
        return List.copyOf(lines);
    }

    Set<PipelineEvent> announced() {
        return announced;
    }

    @Override
    public RunId id() {
        return RunId.of(trigger.id(), StageName.BUILD);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Envelope<CommitPushed> trigger() {
        return trigger;
    }

    @Override
    public StepLog log() {
        return log;
    }

    @Override
    public void announce(PipelineEvent event) {
        announced.add(event);
    }

    private StepLog newLog() {
        return new StepLog(
                batch -> batch.stream().map(LogLine::text).forEach(lines::add), SecretMask.NONE, Clock.systemUTC());
    }
}
