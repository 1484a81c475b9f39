package dev.slipway.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import kafka.server.KafkaRaftServer;

/**
 * Starts the broker and says {@code ready} on standard output once it answers and has its topics.
 *
 * <p>Arguments: data directory, client port, controller port, then topics as {@code name:partitions}. Complaints go to
 * the error stream. SIGTERM ends it after everything is written to disk; after any other end the next start recovers.
 * Exit status 2 for wrong arguments and a taken port, 1 when the broker does not start. 128 MB of heap are enough.
 */
public final class BrokerMain {

    private static final int WRONG_USE = 2;

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        BrokerArguments settings;
        try {
            settings = BrokerArguments.of(List.of(arguments));
            checkFree(settings.clientPort());
            checkFree(settings.controllerPort());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        start(settings).awaitShutdown();
    }

    private static KafkaRaftServer start(BrokerArguments settings) {
        try {
            Broker broker = new Broker(settings.directory(), settings.clientPort(), settings.controllerPort());
            KafkaRaftServer server = broker.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
            broker.createTopics(settings.topics());
            System.out.println("ready");
            return server;
        } catch (Exception e) {
            // Threads of a half-started broker would keep the process alive.
            System.err.println("the broker did not start: " + e);
            System.exit(1);
            throw new IllegalStateException(e);
        }
    }

    /** Kafka's own message for a taken port is a stack trace. */
    private static void checkFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "port " + port + " of 127.0.0.1 is taken: stop what listens there or choose another port", e);
        }
    }
}
