package dev.slipway.events;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event together with what every event carries.
 *
 * @param id made once, kept over every retry and redelivery
 * @param source who says so, e.g. {@code /slipway/builder}
 * @param time when it happened by the sender's clock, UTC; for people, never for order
 * @param cause the event that led to this one; absent for the first
 * @param trace W3C trace context, the same trace id through the whole pipeline run
 */
public record Envelope<E extends PipelineEvent>(
        EventId id, URI source, Instant time, @Nullable EventId cause, Traceparent trace, E event) {

    /** The event this one leads to, in the same trace. */
    public <F extends PipelineEvent> Envelope<F> leadsTo(EventId nextId, URI by, Instant at, F next) {
        return new Envelope<>(nextId, by, at, id, trace.next(nextId), next);
    }
}
