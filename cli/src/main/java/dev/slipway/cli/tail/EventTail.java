package dev.slipway.cli.tail;

import dev.slipway.cli.suite.SuiteException;
import dev.slipway.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from near their end. */
public final class EventTail {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String servers;
    private final List<Topic> topics;

    public EventTail(String servers, List<Topic> topics) {
        this.servers = servers;
        this.topics = topics;
    }

    /**
     * @param last how many events of each topic that are there already to begin with
     * @param follow whether to go on for ever
     */
    public void read(int last, boolean follow, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, ANSWER);
            partitions.forEach(partition -> consumer.seek(
                    partition, Math.max(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - last)));
            history(consumer, ends, last).forEach(reader);
            while (follow) {
                consumer.poll(POLL).forEach(reader);
            }
        } catch (KafkaException e) {
            throw new SuiteException(
                    "Kafka was wanted at %s, found: %s. To do: ./slipway up".formatted(servers, e.getMessage()), e);
        }
    }

    /** What is there already: the last of each topic over all its partitions, in the order of time. */
    private List<ConsumerRecord<String, byte[]>> history(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, int last) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(read::add);
        }
        read.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        List<ConsumerRecord<String, byte[]>> wanted = new ArrayList<>();
        for (Topic topic : topics) {
            List<ConsumerRecord<String, byte[]>> ofTopic = read.stream()
                    .filter(record -> record.topic().equals(topic.topicName()))
                    .toList();
            wanted.addAll(ofTopic.subList(Math.max(0, ofTopic.size() - last), ofTopic.size()));
        }
        wanted.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return wanted;
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName(), ANSWER).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return settings;
    }
}
