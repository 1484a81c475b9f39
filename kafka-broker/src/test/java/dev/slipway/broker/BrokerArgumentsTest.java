package dev.slipway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerArgumentsTest {

    @Test
    void argumentsAreRead() {
        assertThat(BrokerArguments.of(List.of("/data", "9092", "9093", "slipway.builds:3", "a:1")))
                .isEqualTo(new BrokerArguments(
                        Path.of("/data"),
                        9092,
                        9093,
                        List.of(new NewTopic("slipway.builds", 3, (short) 1), new NewTopic("a", 1, (short) 1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/data", "/data 9092", "/data 0 9093", "/data 9092 65536", "/data 1 2 topic", "/data 1 2 t:0"
            })
    void otherArgumentsAreExplained(String arguments) {
        assertThatThrownBy(() -> BrokerArguments.of(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage: BrokerMain DIRECTORY CLIENT_PORT CONTROLLER_PORT");
    }
}
