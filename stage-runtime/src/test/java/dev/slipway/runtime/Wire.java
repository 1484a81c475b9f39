package dev.slipway.runtime;

import dev.slipway.events.CommitPushed;
import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.EventId;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Traceparent;
import dev.slipway.events.Trigger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The test's own end of the broker: sends what a neighbour would, keeps all that comes. */
final class Wire implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> received = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    Wire(String bootstrap, String... topics) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topics));
        reader = Thread.ofPlatform().start(this::read);
    }

    private void read() {
        while (!closed) {
            consumer.poll(Duration.ofMillis(100)).forEach(received::add);
        }
        consumer.close();
    }

    static Envelope<CommitPushed> push(String ref, long sequence) {
        PipelineRun run = new PipelineRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/acme/app.git",
                ref,
                "0123456789abcdef0123456789abcdef01234567",
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

    void send(Envelope<?> envelope) {
        send(EventCodec.encode(envelope));
    }

    void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All events of a push so far, in the order of the topic. */
    List<PipelineEvent> eventsOf(Envelope<?> push) {
        return envelopesOf(push).stream().<PipelineEvent>map(Envelope::event).toList();
    }

    List<? extends Envelope<?>> envelopesOf(Envelope<?> push) {
        return received.stream()
                .filter(record -> EventCodec.decode(record) instanceof Decoded.Known)
                .map(record -> ((Decoded.Known) EventCodec.decode(record)).envelope())
                .filter(envelope ->
                        envelope.event().pipelineRun().equals(push.event().pipelineRun()))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> on(String topic) {
        return received.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
        producer.close();
    }
}
