package dev.slipway.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;

/** What the broker is started with. */
record BrokerArguments(Path directory, int clientPort, int controllerPort, List<NewTopic> topics) {

    private static final String USE = "usage: BrokerMain DIRECTORY CLIENT_PORT CONTROLLER_PORT [TOPIC:PARTITIONS ...]";
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern TOPIC = Pattern.compile("(?<name>[A-Za-z0-9._-]{1,249}):(?<partitions>[1-9]\\d{0,3})");
    private static final short REPLICAS = 1;

    BrokerArguments {
        topics = List.copyOf(topics);
    }

    /** @throws IllegalArgumentException saying what is wrong and what is right */
    static BrokerArguments of(List<String> arguments) {
        if (arguments.size() < 3) {
            throw new IllegalArgumentException(USE);
        }
        return new BrokerArguments(
                Path.of(arguments.getFirst()).toAbsolutePath(),
                port(arguments.get(1)),
                port(arguments.get(2)),
                arguments.stream().skip(3).map(BrokerArguments::topic).toList());
    }

    private static int port(String text) {
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("not a port: " + text + "\n" + USE);
        }
        return Integer.parseInt(text);
    }

    private static NewTopic topic(String text) {
        Matcher topic = TOPIC.matcher(text);
        if (!topic.matches()) {
            throw new IllegalArgumentException("not a topic with its partitions: " + text + "\n" + USE);
        }
        return new NewTopic(topic.group("name"), Integer.parseInt(topic.group("partitions")), REPLICAS);
    }
}
