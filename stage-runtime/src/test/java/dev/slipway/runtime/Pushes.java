package dev.slipway.runtime;

import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Traceparent;
import dev.slipway.events.Trigger;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** Pushes as the console would announce them. */
final class Pushes {

    private Pushes() {}

    static Envelope<CommitPushed> push(String ref, long sequence) {
        return push(ref, sequence, "0123456789abcdef0123456789abcdef01234567");
    }

    static Envelope<CommitPushed> push(String ref, long sequence, String revision) {
        PipelineRun run = new PipelineRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/acme/app.git",
                ref,
                revision,
                "v" + sequence,
                sequence);
        return new Envelope<>(
                new EventId(UUID.randomUUID()),
                URI.create("/test"),
                Instant.EPOCH,
                null,
                Traceparent.start(),
                new CommitPushed(run, Trigger.PUSH, "ada", null));
    }
}
