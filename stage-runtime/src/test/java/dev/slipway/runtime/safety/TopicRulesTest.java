package dev.slipway.runtime.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {

    private static final Map<String, String> SAFE = Map.of(
            "cleanup.policy", "delete",
            "unclean.leader.election.enable", "false",
            "retention.ms", "1209600000",
            "retention.bytes", "-1",
            "min.insync.replicas", "2");

    @Test
    void safeTopicPasses() {
        assertThat(TopicRules.check("slipway.commits", 3, SAFE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy, compact",
        "unclean.leader.election.enable, true",
        "retention.ms, 604800000",
        "retention.bytes, 1000000",
        "min.insync.replicas, 1",
    })
    void dangerousSettingIsNamed(String key, String value) {
        Map<String, String> settings = new HashMap<>(SAFE);
        settings.put(key, value);

        assertThat(TopicRules.check("slipway.commits", 3, settings))
                .singleElement()
                .satisfies(danger -> {
                    assertThat(danger.setting()).isEqualTo("topic slipway.commits: " + key);
                    assertThat(danger.found()).isEqualTo(value);
                });
    }

    @Test
    void singleBrokerNeedsNoSecondReplica() {
        Map<String, String> settings = new HashMap<>(SAFE);
        settings.put("min.insync.replicas", "1");

        assertThat(TopicRules.check("slipway.commits", 1, settings)).isEmpty();
    }
}
