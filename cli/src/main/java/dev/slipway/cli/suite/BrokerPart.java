package dev.slipway.cli.suite;

import dev.slipway.events.Topic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The Kafka broker in a JVM of its own, with Slipway's topics. Its data survive it. */
final class BrokerPart implements Part {

    private static final String NAME = "kafka";
    private static final Duration REPLACE_WITHIN = Duration.ofSeconds(20);
    private static final int PARTITIONS = 6;
    private static final int ANSWER_MILLISECONDS = 3000;

    private final SuiteHome home;
    private final Ports ports;
    private final ManagedProcess process;

    BrokerPart(SuiteHome home, Ports ports) {
        this.home = home;
        this.ports = ports;
        this.process = new ManagedProcess(home.pidFile(NAME), home.log(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Tier tier() {
        return Tier.FOUNDATION;
    }

    @Override
    public List<PartPort> ports() {
        return List.of(new PartPort(Port.KAFKA), new PartPort(Port.KAFKA_CONTROLLER));
    }

    @Override
    public void start() throws InterruptedException {
        Path built = home.checkout().resolve("kafka-broker/target");
        Path jar = built.resolve("kafka-broker.jar");
        if (!Files.exists(jar)) {
            throw new SuiteException(
                    "The broker was wanted as %s, found nothing there. To do: ./slipway up builds it.".formatted(jar));
        }
        List<String> command = new ArrayList<>(Jvm.broker());
        command.addAll(List.of("-cp", jar + ":" + built.resolve("lib") + "/*", "dev.slipway.broker.BrokerMain"));
        command.addAll(arguments());
        String fingerprint = Fingerprint.of(String.join(" ", command) + Fingerprint.ofFile(jar));
        process.ensure(command, fingerprint, REPLACE_WITHIN);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                home.directory().resolve(NAME).toString(),
                Integer.toString(ports.of(Port.KAFKA)),
                Integer.toString(ports.of(Port.KAFKA_CONTROLLER))));
        topics().map(topic -> topic + ":" + PARTITIONS).forEach(arguments::add);
        return arguments;
    }

    private static Stream<String> topics() {
        return Arrays.stream(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()));
    }

    /** The broker creates its topics after it began to listen. */
    @Override
    public boolean ready() {
        // A client of Kafka is a heavy thing to make only for learning that nobody listens.
        return listens() && hasItsTopics();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", ports.of(Port.KAFKA)), ANSWER_MILLISECONDS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasItsTopics() {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.address(Port.KAFKA),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLISECONDS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLISECONDS);
        try (Admin admin = Admin.create(client)) {
            Set<String> present = admin.listTopics().names().get();
            return topics().allMatch(present::contains);
        } catch (KafkaException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public void stop(Duration within) throws InterruptedException {
        process.stop("TERM", within);
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public String lastWords() {
        return process.lastWords();
    }
}
