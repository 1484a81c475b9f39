package dev.slipway.runtime.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRulesTest {

    private static final String IN = "mp.messaging.incoming.commits.";
    private static final String OUT = "mp.messaging.outgoing.events.";

    @Test
    void shippedSettingsAreSafe() throws IOException {
        assertThat(check(shipped())).isEmpty();
    }

    @Test
    void withoutAnySettingTheLibrariesDefaultsAreNamed() {
        Map<String, String> bare = Map.of(IN + "connector", "smallrye-kafka", OUT + "connector", "smallrye-kafka");

        assertThat(check(bare).stream().map(Danger::setting))
                .contains(
                        OUT + "acks",
                        OUT + "enable.idempotence",
                        IN + "auto.offset.reset",
                        IN + "failure-strategy",
                        IN + "dead-letter-queue.acks",
                        IN + "throttled.unprocessed-record-max-age.ms",
                        IN + "value.deserializer");
    }

    @ParameterizedTest
    @CsvSource({
        "mp.messaging.connector.smallrye-kafka.acks, 1",
        "mp.messaging.connector.smallrye-kafka.enable.idempotence, false",
        "mp.messaging.connector.smallrye-kafka.delivery.timeout.ms, 120000",
        "mp.messaging.connector.smallrye-kafka.max.request.size, 20000000",
        "mp.messaging.connector.smallrye-kafka.auto.offset.reset, latest",
        "mp.messaging.connector.smallrye-kafka.commit-strategy, ignore",
        "mp.messaging.connector.smallrye-kafka.enable.auto.commit, true",
        "mp.messaging.connector.smallrye-kafka.throttled.unprocessed-record-max-age.ms, 60000",
        "mp.messaging.connector.smallrye-kafka.dead-letter-queue.acks, 1",
        "mp.messaging.connector.smallrye-kafka.value.deserializer,"
                + " org.apache.kafka.common.serialization.StringDeserializer",
        "mp.messaging.connector.smallrye-kafka.value.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "mp.messaging.connector.smallrye-kafka.health-enabled, false",
        "mp.messaging.connector.smallrye-kafka.group.instance.id, one",
        "mp.messaging.connector.smallrye-kafka.session.timeout.ms, 45000",
        "mp.messaging.connector.smallrye-kafka.max.poll.interval.ms, 300000",
        "mp.messaging.connector.smallrye-kafka.max.poll.records, many",
        "mp.messaging.incoming.commits.failure-strategy, ignore",
        "mp.messaging.incoming.commits.auto.offset.reset, latest",
        "mp.messaging.outgoing.events.acks, 0",
        "mp.messaging.outgoing.events.waitForWriteCompletion, false",
    })
    void dangerousSettingIsNamedWithWhatWasFound(String key, String value) throws IOException {
        Map<String, String> settings = new HashMap<>(shipped());
        settings.put(key, value);

        assertThat(check(settings)).singleElement().satisfies(danger -> {
            assertThat(danger.setting()).isEqualTo(key);
            assertThat(danger.found()).isEqualTo(value);
            assertThat(danger.toString()).contains("wanted", "otherwise");
        });
    }

    @Test
    void channelsOwnSettingGoesFirst() throws IOException {
        Map<String, String> settings = new HashMap<>(shipped());
        settings.put("mp.messaging.connector.smallrye-kafka.auto.offset.reset", "latest");
        settings.put(IN + "auto.offset.reset", "earliest");

        assertThat(check(settings)).isEmpty();
    }

    /** What stage-runtime ships, with one channel of each direction as every service has them. */
    private static Map<String, String> shipped() throws IOException {
        Properties shipped = new Properties();
        try (InputStream file = ChannelRules.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            shipped.load(Objects.requireNonNull(file));
        }
        Map<String, String> settings = new HashMap<>();
        shipped.stringPropertyNames().forEach(name -> settings.put(name, shipped.getProperty(name)));
        settings.put(IN + "connector", "smallrye-kafka");
        settings.put(IN + "failure-strategy", "dead-letter-queue");
        return settings;
    }

    private static List<Danger> check(Map<String, String> settings) {
        return ChannelRules.check(settings.keySet(), name -> Optional.ofNullable(settings.get(name)));
    }
}
