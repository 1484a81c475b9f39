package dev.slipway.runtime.safety;

import static dev.slipway.runtime.safety.Rule.atLeast;
import static dev.slipway.runtime.safety.Rule.atMost;
import static dev.slipway.runtime.safety.Rule.exactly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every Kafka channel must have. The values in force when nobody sets one are those of SmallRye Reactive Messaging 4.33 and
 * the Kafka clients 4.1 (their configuration references).
 */
final class ChannelRules {

    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final Pattern CHANNEL =
            Pattern.compile("(mp\\.messaging\\.(incoming|outgoing)\\.(?:\"[^\"]+\"|[^.]+)\\.)connector");
    private static final String BYTES_IN = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
    private static final String BYTES_OUT = "org.apache.kafka.common.serialization.ByteArraySerializer";

    private static final List<Rule> OUTGOING = List.of(
            exactly("acks", "1", "all", "an acknowledged event is lost when its broker dies"),
            exactly("enable.idempotence", "false", "true", "a wrong acks goes unnoticed and the log holds duplicates"),
            exactly("waitForWriteCompletion", "true", "true", "an event counts as sent before the broker has it"),
            exactly("value.serializer", "", BYTES_OUT, "events are not written as they were encoded"),
            atMost("delivery.timeout.ms", "120000", 60_000, "one slow broker holds up the relay for minutes"),
            atMost("max.request.size", "1048576", 1_048_576, "the broker refuses what the service took for sendable"));

    private static final List<Rule> INCOMING = List.of(
            exactly("auto.offset.reset", "latest", "earliest", "a new or expired group skips what waits in the topic"),
            exactly("commit-strategy", "throttled", "throttled", "an offset is committed before its event is stored"),
            exactly("enable.auto.commit", "false", "false", "an offset is committed before its event is stored"),
            atLeast(
                    "throttled.unprocessed-record-max-age.ms",
                    "60000",
                    600_000,
                    "an outage of the database of a minute closes the consumer for good"),
            exactly("failure-strategy", "fail", "dead-letter-queue", "one unreadable record stops the service"),
            exactly("dead-letter-queue.acks", "1", "all", "a dead letter is lost when its broker dies"),
            exactly("value.deserializer", "", BYTES_IN, "an unreadable record bypasses the dead letters"),
            exactly("health-enabled", "true", "true", "a consumer that stopped for good is not seen by anybody"),
            new Rule(
                    "group.instance.id",
                    "",
                    String::isEmpty,
                    "nothing",
                    "a replica that died keeps its partitions until its session ends"),
            atMost("session.timeout.ms", "45000", 30_000, "a push waits for as long after a crash"),
            atMost("max.poll.interval.ms", "300000", 60_000, "a replica that died while joining holds up the others"),
            atMost("max.poll.records", "500", 100, "an outage of the database fills the memory with records"));

    private ChannelRules() {}

    /**
     * Looks at every Kafka channel that is configured.
     *
     * @param value a configured value by its full key
     */
    static List<Danger> check(Iterable<String> names, Function<String, Optional<String>> value) {
        List<Danger> found = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        names.forEach(seen::add);
        for (String name : seen) {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches()) {
                String prefix = channel.group(1);
                for (Rule rule : channel.group(2).equals("incoming") ? INCOMING : OUTGOING) {
                    check(prefix, rule, value).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** A channel's own setting goes before the connector's, and that before the clients' common one. */
    private static Optional<Danger> check(String prefix, Rule rule, Function<String, Optional<String>> value) {
        for (String name : List.of(prefix + rule.key(), CONNECTOR + rule.key(), "kafka." + rule.key())) {
            Optional<String> set = value.apply(name);
            if (set.isPresent()) {
                return rule.check(name, set);
            }
        }
        return rule.check(prefix + rule.key(), Optional.empty());
    }
}
