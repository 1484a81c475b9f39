package dev.slipway.runtime;

import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.Traceparent;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who speaks: gives the events of this service their source, their time and their ids. */
@ApplicationScoped
public class Origin {

    private final URI source;

    public Origin(@ConfigProperty(name = "quarkus.application.name") String service) {
        this.source = URI.create("/slipway/" + service);
    }

    /** The first event of a pipeline run. */
    public <E extends PipelineEvent> Envelope<E> first(EventId id, Traceparent trace, E event) {
        return new Envelope<>(id, source, now(), null, trace, event);
    }

    /** An event that somebody's wish or a refusal makes of another one. */
    public <E extends PipelineEvent> Envelope<E> after(EventId id, Envelope<?> cause, E event) {
        return cause.leadsTo(id, source, now(), event);
    }

    /** An event that a run publishes; the same event again gets the same id. */
    public <E extends PipelineEvent> Envelope<E> of(RunId run, Envelope<?> trigger, E event) {
        EventId id = new EventId(DerivedId.of("event", run.toString(), event.toString()));
        return trigger.leadsTo(id, source, now(), event);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
