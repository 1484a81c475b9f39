package dev.slipway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packaged broker as the suite does. */
class BrokerIT {

    private static final String TOPIC = "slipway.builds";

    @TempDir
    private Path directory;

    /** Outside what the kernel lends to clients: the broker must find them free again when it is started once more. */
    private final int clientPort = 13_092;

    private final int controllerPort = 13_093;
    private final List<Process> brokers = new ArrayList<>();

    @AfterEach
    void killBrokers() throws InterruptedException {
        for (Process broker : brokers) {
            assertThat(broker.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void acknowledgedRecordSurvivesAKill() throws Exception {
        var broker = ready(start());
        produce("built");
        assertThat(consumed("first")).containsExactly("built");

        broker.destroyForcibly();
        assertThat(broker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        ready(start());

        assertThat(consumed("second")).containsExactly("built");
        produce("tested");
        assertThat(consumed("first")).as("the group goes on where it was").containsExactly("tested");
    }

    @Test
    void terminationIsClean() throws Exception {
        var broker = ready(start());

        broker.toHandle().destroy();

        assertThat(broker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(broker.exitValue()).isEqualTo(128 + 15);
        assertThat(output(broker)).as("nothing but the ready line").isEmpty();
        assertThat(directory.resolve(".kafka_cleanshutdown")).exists();
    }

    @Test
    void onlyNamedTopicsExist() throws Exception {
        ready(start());

        try (var admin = Admin.create(clientSettings())) {
            var topics = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
            assertThat(topics.get(TOPIC))
                    .isNotNull()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
            assertThat(admin.describeTopics(List.of("other")).allTopicNames())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(clientPort, 1, InetAddress.getLoopbackAddress())) {
            var broker = start();

            assertThat(broker.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.exitValue()).isEqualTo(2);
            assertThat(new String(broker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("port " + taken.getLocalPort()
                            + " of 127.0.0.1 is taken: stop what listens there or choose another port\n");
        }
    }

    private Process start() throws IOException {
        var broker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of("target", "kafka-broker.jar") + ":" + Path.of("target", "lib", "*"),
                        BrokerMain.class.getName(),
                        directory.toString(),
                        String.valueOf(clientPort),
                        String.valueOf(controllerPort),
                        TOPIC + ":3")
                .start();
        brokers.add(broker);
        return broker;
    }

    private static Process ready(Process broker) throws IOException {
        var line = new StringBuilder();
        for (var next = broker.getInputStream().read();
                next >= 0 && next != '\n';
                next = broker.getInputStream().read()) {
            line.append((char) next);
        }
        assertThat(line).as(() -> complaints(broker)).hasToString("ready");
        return broker;
    }

    private static String complaints(Process broker) {
        try {
            return broker.isAlive() ? "" : new String(broker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String output(Process broker) throws IOException {
        return new String(broker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void produce(String value) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(clientSettings(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "run", value)).get();
        }
    }

    /** What the group has not seen yet. */
    private List<String> consumed(String group) {
        var settings = new HashMap<>(clientSettings());
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (values.isEmpty() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
            }
            consumer.commitSync();
        }
        return values;
    }

    private Map<String, Object> clientSettings() {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + clientPort,
                "default.api.timeout.ms",
                20_000,
                "request.timeout.ms",
                20_000);
    }
}
