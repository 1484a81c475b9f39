package dev.slipway.events.topics;

import dev.slipway.events.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Creates those of Slipway's topics, dead letters included, that a cluster does not have yet; topics that are there stay
 * as they are.
 *
 * <p>Arguments: bootstrap servers, partitions, replicas. Exit status 2 for wrong arguments, 1 when the cluster does not
 * answer within a minute or refuses.
 */
public final class TopicSetup {

    private static final String USE = "usage: TopicSetup BOOTSTRAP_SERVERS PARTITIONS REPLICAS";
    private static final int WRONG_USE = 2;
    private static final int ANSWER_MILLISECONDS = 60_000;

    private TopicSetup() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 3 || !arguments[1].matches("[1-9]\\d{0,3}") || !arguments[2].matches("[1-9]\\d?")) {
            System.err.println(USE);
            System.exit(WRONG_USE);
        }
        try {
            List<String> made = ensure(arguments[0], Integer.parseInt(arguments[1]), Short.parseShort(arguments[2]));
            System.out.println(made.isEmpty() ? "every topic is there" : "made " + String.join(", ", made));
        } catch (ExecutionException e) {
            System.err.println("wanted Slipway's topics at " + arguments[0] + ", found: " + e.getCause());
            System.exit(1);
        }
    }

    /** @return the names of the topics that were missing */
    static List<String> ensure(String bootstrapServers, int partitions, short replicas)
            throws ExecutionException, InterruptedException {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLISECONDS);
        try (Admin admin = Admin.create(client)) {
            Set<String> present = admin.listTopics().names().get();
            List<String> missing =
                    names().filter(name -> !present.contains(name)).toList();
            admin.createTopics(missing.stream()
                            .map(name -> new NewTopic(name, partitions, replicas))
                            .toList())
                    .all()
                    .get();
            return missing;
        }
    }

    static Stream<String> names() {
        return Arrays.stream(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()));
    }
}
