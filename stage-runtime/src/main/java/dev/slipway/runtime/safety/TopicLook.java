package dev.slipway.runtime.safety;

import dev.slipway.runtime.Outages;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the broker how it keeps Slipway's topics; a broker that is away must not keep a service from finishing its runs. */
@ApplicationScoped
public class TopicLook {

    private static final Logger LOG = Logger.getLogger(TopicLook.class);
    private static final String OURS = "slipway.";
    private static final long BETWEEN_TRIES_SECONDS = 5;

    private final Map<String, Object> broker;
    private @Nullable Thread looking;

    public TopicLook(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    void whenTheBrokerAnswers(Consumer<List<Danger>> then) {
        looking = Thread.ofPlatform().name("topics").daemon().start(() -> look(then));
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (looking != null) {
            looking.interrupt();
        }
    }

    private void look(Consumer<List<Danger>> then) {
        try {
            while (true) {
                try (Admin admin = Admin.create(new HashMap<>(broker))) {
                    then.accept(dangers(admin));
                    return;
                } catch (ExecutionException e) {
                    LOG.debugf("the broker does not say how it keeps the topics: %s", Outages.summary(e));
                    TimeUnit.SECONDS.sleep(BETWEEN_TRIES_SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Danger> dangers(Admin admin) throws InterruptedException, ExecutionException {
        List<String> names = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(OURS))
                .sorted()
                .toList();
        Map<String, TopicDescription> topics =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configurations = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        List<Danger> found = new ArrayList<>();
        topics.forEach((name, topic) -> found.addAll(TopicRules.check(
                name,
                topic.partitions().getFirst().replicas().size(),
                settings(configurations.get(new ConfigResource(ConfigResource.Type.TOPIC, name))))));
        return found;
    }

    private static Map<String, String> settings(@Nullable Config configuration) {
        return configuration == null
                ? Map.of()
                : configuration.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
