package dev.slipway.dns;

import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
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

    void send(Envelope<?> envelope) {
        send(EventCodec.encode(envelope));
    }

    void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events of one ref, in the order of the topic. */
    List<? extends Envelope<? extends PipelineEvent>> ofRef(String ref) {
        return received.stream()
                .flatMap(record -> EventCodec.decode(record) instanceof Decoded.Known known
                        ? Stream.of(known.envelope())
                        : Stream.empty())
                .filter(envelope -> envelope.event().pipelineRun().ref().equals(ref))
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
