package dev.slipway.endtoend.overhead;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Listens for the event that ends a push, from before the first push. */
final class LastEvents implements AutoCloseable {

    private static final String TOPIC = "slipway.dns";
    private static final Pattern REVISION = Pattern.compile("\"revision\":\"([0-9a-f]{40})\"");

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    LastEvents(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "overhead-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "fetch.max.wait.ms",
                        20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(java.util.List.of(TOPIC));
        thread = Thread.ofPlatform().name("last events").start(this::listen);
    }

    /** {@link System#nanoTime()} at which the push's last event was read. */
    CompletableFuture<Long> of(String revision) {
        return seen.computeIfAbsent(revision, any -> new CompletableFuture<>());
    }

    private void listen() {
        try (consumer) {
            while (!stopping) {
                for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                    Matcher revision = REVISION.matcher(new String(event.value(), StandardCharsets.UTF_8));
                    if (revision.find()) {
                        of(revision.group(1)).complete(System.nanoTime());
                    }
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
