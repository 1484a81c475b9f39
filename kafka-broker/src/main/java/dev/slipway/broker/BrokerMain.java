package dev.slipway.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Starts the broker and says {@code ready} on standard output once it answers and has its topics.
 *
 * <p>Arguments: data directory, client port, controller port, then topics as {@code name:partitions}. Ends on SIGTERM
 * after writing everything to disk.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: BrokerMain DIRECTORY CLIENT_PORT CONTROLLER_PORT [TOPIC:PARTITIONS ...]");
            System.exit(2);
        }
        Broker broker = new Broker(
                Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        KafkaRaftServer server = broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        broker.createTopics(
                Arrays.stream(arguments).skip(3).map(BrokerMain::topic).toList());
        System.out.println("ready");
        server.awaitShutdown();
    }

    private static NewTopic topic(String argument) {
        List<String> parts = List.of(argument.split(":", -1));
        return new NewTopic(parts.getFirst(), Integer.parseInt(parts.getLast()), (short) 1);
    }
}
