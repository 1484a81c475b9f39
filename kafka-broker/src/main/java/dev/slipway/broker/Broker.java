package dev.slipway.broker;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A single KRaft node, broker and controller in one, on the loopback interface. */
final class Broker {

    private static final int NODE = 1;
    private static final String FOURTEEN_DAYS_IN_HOURS = "336";
    private static final String FOURTEEN_DAYS_IN_MINUTES = "20160";

    private final Path directory;
    private final int port;
    private final int controllerPort;

    Broker(Path directory, int port, int controllerPort) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Starts the node on its directory, which is formatted the first time. */
    KafkaRaftServer start() throws Exception {
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format();
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings()), Time.SYSTEM);
        server.startup();
        return server;
    }

    /** Creates those of the topics that are not there yet. */
    void createTopics(List<NewTopic> topics) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port))) {
            Set<String> present = admin.listTopics().names().get();
            admin.createTopics(topics.stream()
                            .filter(topic -> !present.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private void format() throws Exception {
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                // A topic nobody created is a mistake to be seen, not one to be made true.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.retention.minutes", FOURTEEN_DAYS_IN_MINUTES),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("log.retention.hours", FOURTEEN_DAYS_IN_HOURS),
                // One node has no replica to fall back on: what was acknowledged must be on the disk.
                Map.entry("log.flush.interval.messages", "1"),
                Map.entry("log.segment.bytes", String.valueOf(64 * 1024 * 1024)),
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024)),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A client that asks for a short session is given it, by the classic and the newer group protocol.
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("group.consumer.min.session.timeout.ms", "1000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "200"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2")));
        return settings;
    }
}
