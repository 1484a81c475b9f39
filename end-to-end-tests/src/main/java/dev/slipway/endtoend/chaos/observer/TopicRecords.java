package dev.slipway.endtoend.chaos.observer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.endtoend.chaos.checker.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** All records of all topics from the beginning, as bytes, read without the suite's own codec. */
public record TopicRecords(List<Event> events, List<String> deadLetters) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEAD_LETTERS = ".dlq";

    /** @throws org.apache.kafka.common.KafkaException when the broker does not answer */
    public static TopicRecords read(String bootstrap) {
        TopicRecords found = new TopicRecords(new ArrayList<>(), new ArrayList<>());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "chaos-" + UUID.randomUUID(),
                        "enable.auto.commit",
                        "false",
                        "default.api.timeout.ms",
                        "10000"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> info.topic().startsWith("slipway."))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    private void add(ConsumerRecord<String, byte[]> received) {
        String place = received.topic() + "/" + received.partition() + "@" + received.offset();
        if (received.topic().endsWith(DEAD_LETTERS)) {
            deadLetters.add(place + " " + header(received, "dead-letter-reason"));
        } else {
            events.add(event(place, received));
        }
    }

    private static Event event(String place, ConsumerRecord<String, byte[]> received) {
        JsonNode body = body(received.value());
        JsonNode run = body.path("pipelineRun");
        String type = Objects.requireNonNull(header(received, "ce_type"));
        String environment = text(body.path("environment"));
        return new Event(
                place,
                received.offset(),
                Objects.requireNonNull(header(received, "ce_id")),
                type.replaceFirst("^dev\\.slipway\\.", "").replaceFirst("\\.v\\d+$", ""),
                header(received, "ce_causationid"),
                OffsetDateTime.parse(Objects.requireNonNull(header(received, "ce_time")))
                        .toInstant(),
                run.path("id").asText(),
                run.path("repository").asText(),
                run.path("ref").asText(),
                run.path("revision").asText(),
                run.path("sequence").asLong(),
                environment == null
                        ? null
                        : environment + "/" + body.path("stack").asText(),
                text(body.path("stage")),
                text(body.path("image").path("digest")),
                new String(received.value(), StandardCharsets.UTF_8));
    }

    private static JsonNode body(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record is no JSON", e);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static @Nullable String header(ConsumerRecord<?, ?> received, String name) {
        Header header = received.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
