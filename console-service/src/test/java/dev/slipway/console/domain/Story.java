package dev.slipway.console.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Traceparent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of one pipeline run, told one after the other, one second apart. */
public final class Story {

    public static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
    public static final ImageReference IMAGE = new ImageReference("registry.example.com/acme/auth", DIGEST);
    public static final PipelineRunId OTHER_RUN = new PipelineRunId(new UUID(0, 7));
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    public final PipelineRun run = new PipelineRun(
            new PipelineRunId(UUID.randomUUID()),
            "https://git.example.com/acme/app.git",
            "refs/heads/develop",
            "0123456789abcdef0123456789abcdef01234567",
            "develop-1",
            1);
    public final Traceparent trace = Traceparent.start();
    private final List<Envelope<? extends PipelineEvent>> told = new ArrayList<>();

    /** The next event, caused by the one before it. */
    public Story then(PipelineEvent event) {
        return causedBy(told.isEmpty() ? null : told.getLast().id(), event);
    }

    public Story causedBy(@Nullable EventId cause, PipelineEvent event) {
        told.add(new Envelope<>(
                new EventId(UUID.randomUUID()),
                URI.create("/test"),
                BEGIN.plusSeconds(told.size()),
                cause,
                trace,
                event));
        return this;
    }

    public EventId idOf(Class<? extends PipelineEvent> type) {
        return told.stream()
                .filter(envelope -> type.isInstance(envelope.event()))
                .reduce((first, second) -> second)
                .orElseThrow()
                .id();
    }

    public List<Envelope<? extends PipelineEvent>> told() {
        return List.copyOf(told);
    }
}
