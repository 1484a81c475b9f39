package dev.slipway.endtoend;

import dev.slipway.events.Traceparent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the topics the way an operator's console consumer does: plain headers, plain JSON. */
final class TopicReader {

    /** One record: CloudEvents id, type, id of the cause, trace id, body. */
    record Seen(String id, String type, @Nullable String cause, String trace, String body) {}

    private TopicReader() {}

    /** Every event of a pipeline run by its id. */
    static Map<String, Seen> read(String bootstrap, String pipelineRun) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", "reader-" + UUID.randomUUID()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info ->
                            info.topic().startsWith("slipway.") && !info.topic().endsWith(".dlq"))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (pipelineRun.equals(header(record, "ce_subject"))) {
                        Seen event = seen(record);
                        seen.put(event.id(), event);
                    }
                }
            }
        }
        return seen;
    }

    /** The types from the first event to the last of this type, each caused by the one before it. */
    static List<String> chainTo(Map<String, Seen> seen, String type) {
        LinkedList<String> chain = new LinkedList<>();
        Seen event = seen.values().stream()
                .filter(candidate -> candidate.type().equals(type))
                .reduce((first, second) -> second)
                .orElse(null);
        while (event != null) {
            chain.addFirst(event.type());
            event = event.cause() == null ? null : seen.get(event.cause());
        }
        return chain;
    }

    private static Seen seen(ConsumerRecord<String, String> record) {
        String trace = Objects.requireNonNull(header(record, "ce_traceparent"));
        return new Seen(
                Objects.requireNonNull(header(record, "ce_id")),
                Objects.requireNonNull(header(record, "ce_type")),
                header(record, "ce_causationid"),
                new Traceparent(trace).traceId(),
                record.value());
    }

    private static @Nullable String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
