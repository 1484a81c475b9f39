package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LentPortsTest {

    private final LentPorts lent = LentPorts.parse("32768\t60999\n");

    @Test
    void theUsualPortsAreNotLent() {
        assertThat(lent.warning(ports(Port.DEFAULT_BASE))).isEmpty();
    }

    @Test
    void eachLentPortIsNamedWithWhatToDo() {
        assertThat(lent.warning(ports(31_000)).orElseThrow())
                .contains("32768 to 60999")
                .contains("console 34080")
                .contains("kafka 35092")
                .doesNotContain("registry")
                .contains("--port-base 15000");
    }

    @Test
    void theRangeOfThisMachineCanBeRead() {
        assertThat(LentPorts.ofThisMachine())
                .hasValueSatisfying(range -> assertThat(range.first()).isBetween(1, range.last()));
    }

    private static Ports ports(int base) {
        return Ports.resolve(Path.of("absent"), Map.of(), base);
    }
}
