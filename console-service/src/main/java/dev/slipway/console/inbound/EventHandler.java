package dev.slipway.console.inbound;

import dev.slipway.console.port.EventJournal;
import dev.slipway.events.Decoded;
import dev.slipway.events.EventCodec;
import dev.slipway.runtime.MalformedEventException;
import dev.slipway.runtime.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears everything that the services say, and has it recorded. */
@ApplicationScoped
public class EventHandler {

    private final EventJournal journal;
    private final MeterRegistry metrics;

    public EventHandler(EventJournal journal, MeterRegistry metrics) {
        this.journal = journal;
        this.metrics = metrics;
    }

    @Incoming("commits")
    @Blocking
    void commits(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("builds")
    @Blocking
    void builds(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("images")
    @Blocking
    void images(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("tests")
    @Blocking
    void tests(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("deployments")
    @Blocking
    void deployments(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("load-balancers")
    @Blocking
    void loadBalancers(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    @Incoming("dns")
    @Blocking
    void recordSets(ConsumerRecord<String, byte[]> received) {
        record(received);
    }

    private void record(ConsumerRecord<String, byte[]> received) {
        switch (EventCodec.decode(received)) {
            case Decoded.Known known -> Patience.untilCommitted(() -> journal.record(known.envelope()));
            case Decoded.Malformed malformed -> throw new MalformedEventException(malformed.reason());
            // Kafka keeps what this version cannot show; after an upgrade the group can be set back to read it again.
            case Decoded.UnknownType unknown -> skip(unknown.type());
            case Decoded.OtherMajor other -> skip(other.type());
        }
    }

    private void skip(String type) {
        metrics.counter("slipway_events_skipped", "type", type).increment();
    }
}
