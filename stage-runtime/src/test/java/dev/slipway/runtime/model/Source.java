package dev.slipway.runtime.model;

import dev.slipway.events.CancellationRequested;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Traceparent;
import dev.slipway.events.Trigger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topic that the replicas read: what was pushed and cancelled, and what of it was acknowledged. */
final class Source {

    /** A record of the topic. */
    static final class Delivery {
        final Push push;

        /** Who wants the push cancelled; nothing when this is the push itself. */
        final @Nullable String canceller;

        final ConsumerRecord<String, byte[]> received;
        boolean acknowledged;

        Delivery(Push push, @Nullable String canceller, Envelope<?> envelope) {
            this.push = push;
            this.canceller = canceller;
            ProducerRecord<String, byte[]> sent = EventCodec.encode(envelope);
            this.received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
            sent.headers().forEach(header -> received.headers().add(header));
        }

        @Override
        public String toString() {
            return canceller == null ? push.toString() : "cancellation of " + push + " by " + canceller;
        }
    }

    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    private final SplittableRandom random;
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    /** @param random gives the ids */
    Source(SplittableRandom random) {
        this.random = random;
    }

    Push push(String ref) {
        long sequence = sequences.merge(ref, 1L, Long::sum);
        PipelineRun run = new PipelineRun(
                new PipelineRunId(uuid()), "https://git.example.com/acme/app.git", ref, REVISION, "v", sequence);
        Push push = new Push(envelope(new CommitPushed(run, Trigger.PUSH, "ada", null)));
        pushes.add(push);
        deliveries.add(new Delivery(push, null, push.envelope()));
        return push;
    }

    Delivery cancel(Push push, String by) {
        PipelineRun run = push.envelope().event().pipelineRun();
        Delivery delivery = new Delivery(push, by, envelope(new CancellationRequested(run, by)));
        deliveries.add(delivery);
        return delivery;
    }

    List<Push> pushes() {
        return pushes;
    }

    List<Delivery> waiting() {
        return deliveries.stream().filter(delivery -> !delivery.acknowledged).toList();
    }

    List<Delivery> acknowledged() {
        return deliveries.stream().filter(delivery -> delivery.acknowledged).toList();
    }

    private <E extends PipelineEvent> Envelope<E> envelope(E event) {
        EventId id = new EventId(uuid());
        return new Envelope<>(id, URI.create("/model"), Instant.EPOCH, null, Traceparent.start(), event);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
