package dev.slipway.runtime.testing;

import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The test's own end of the broker: sends what the services would, keeps all that comes. */
public final class Wire implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> received = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    public Wire(String bootstrap, String... topics) {
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

    public void send(Envelope<?> envelope) {
        send(EventCodec.encode(envelope));
    }

    public void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events of one ref, in the order of the topic. */
    public List<? extends Envelope<? extends PipelineEvent>> ofRef(String ref) {
        return envelopes(run -> run.ref().equals(ref));
    }

    /** The events of one pipeline run, in the order of the topic. */
    public List<PipelineEvent> eventsOf(Envelope<?> push) {
        return envelopesOf(push).stream().<PipelineEvent>map(Envelope::event).toList();
    }

    public List<? extends Envelope<? extends PipelineEvent>> envelopesOf(Envelope<?> push) {
        return envelopes(run -> run.equals(push.event().pipelineRun()));
    }

    private List<? extends Envelope<? extends PipelineEvent>> envelopes(Predicate<PipelineRun> wanted) {
        return received.stream()
                .flatMap(record -> EventCodec.decode(record) instanceof Decoded.Known known
                        ? Stream.of(known.envelope())
                        : Stream.empty())
                .filter(envelope -> wanted.test(envelope.event().pipelineRun()))
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> on(String topic) {
        return received.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
        producer.close();
    }
}
