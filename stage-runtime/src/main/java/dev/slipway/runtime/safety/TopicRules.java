package dev.slipway.runtime.safety;

import static dev.slipway.runtime.safety.Rule.exactly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the broker must do with Slipway's topics. */
final class TopicRules {

    private static final long FOURTEEN_DAYS = 14L * 24 * 60 * 60 * 1000;

    private static final List<Rule> RULES = List.of(
            exactly("cleanup.policy", "delete", "delete", "a later event of the same key wipes out an earlier one"),
            exactly("unclean.leader.election.enable", "false", "false", "acknowledged events vanish with a broker"),
            new Rule(
                    "retention.ms",
                    "604800000",
                    value -> value.equals("-1") || Rule.number(value) >= FOURTEEN_DAYS,
                    FOURTEEN_DAYS + " (14 days) or -1",
                    "a service that stood still for a holiday misses pushes"),
            new Rule(
                    "retention.bytes",
                    "-1",
                    "-1"::equals,
                    "-1",
                    "a burst of events drives out others before they were read"));

    private TopicRules() {}

    /** @param replicas how many brokers hold the topic */
    static List<Danger> check(String topic, int replicas, Map<String, String> configuration) {
        Function<String, Optional<String>> value = key -> Optional.ofNullable(configuration.get(key));
        List<Danger> found = new ArrayList<>();
        RULES.forEach(rule -> rule.check("topic " + topic + ": " + rule.key(), value.apply(rule.key()))
                .ifPresent(found::add));
        if (replicas > 1) {
            Rule.atLeast("min.insync.replicas", "1", 2, "acks=all is satisfied by a single broker")
                    .check("topic " + topic + ": min.insync.replicas", value.apply("min.insync.replicas"))
                    .ifPresent(found::add);
        }
        return found;
    }
}
