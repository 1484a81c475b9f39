package dev.slipway.packager;

import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.StageName;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One run with its attempts. */
final class FakeRun<E extends PipelineEvent> implements RunInProgress<E> {

    private final Envelope<E> trigger;
    private final List<String> lines = new ArrayList<>();
    private final StepLog log = new StepLog(
            batch -> batch.stream().map(LogLine::text).forEach(lines::add), SecretMask.NONE, Clock.systemUTC());
    private int attempt = 1;

    FakeRun(E event) {
        this.trigger = new Envelope<>(
                new EventId(UUID.randomUUID()),
                URI.create("/slipway/test"),
                Clock.systemUTC().instant(),
                null,
                Traceparent.start(),
                event);
    }

    static PipelineRun push(String ref, String version, long sequence) {
        return new PipelineRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/app.git",
                ref,
                "0123456789abcdef0123456789abcdef01234567",
                version,
                sequence);
    }

    void nextAttempt() {
        attempt++;
    }

    List<String> lines() {
        log.flush();
        return List.copyOf(lines);
    }

    @Override
    public RunId id() {
        return RunId.of(trigger.id(), StageName.PACKAGE);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Envelope<E> trigger() {
        return trigger;
    }

    @Override
    public StepLog log() {
        return log;
    }

    @Override
    public void announce(PipelineEvent event) {
        log.say("announced " + event.getClass().getSimpleName());
    }
}
