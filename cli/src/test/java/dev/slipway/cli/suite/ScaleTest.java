package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {

    @TempDir
    Path directory;

    @Test
    void whatIsNotNamedRunsOnce() {
        Scale scale = Scale.parse(List.of("builder=2", "dns-service=3", "tester=1"));

        assertThat(scale).isEqualTo(new Scale(Map.of(Service.BUILDER, 2, Service.DNS, 3)));
        assertThat(scale.of(Service.BUILDER)).isEqualTo(2);
        assertThat(scale.of(Service.DEPLOYER)).isEqualTo(1);
    }

    @Test
    void laterCommandsReadWhatWasChosen() {
        Path file = directory.resolve("scale");
        Scale scale = Scale.parse(List.of("packager=4"));

        scale.write(file);

        assertThat(Scale.read(file)).isEqualTo(scale);
        assertThat(Scale.read(directory.resolve("absent"))).isEqualTo(Scale.SINGLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"builder", "builder=", "builder=0", "builder=10", "builder=two", "console=2", "dns=2", "=2", ""})
    void aWrongWordIsNamedWithWhatIsRight(String word) {
        assertThatThrownBy(() -> Scale.parse(List.of(word)))
                .isInstanceOf(SuiteException.class)
                .hasMessageStartingWith("--scale " + word + ": ")
                .hasMessageContaining("builder, packager, tester, deployer, dns-service, and 1 to 9 replicas");
    }

    @Test
    void aServiceNamedTwiceIsAMistake() {
        assertThatThrownBy(() -> Scale.parse(List.of("builder=2", "builder=3")))
                .hasMessageContaining("builder is named twice");
    }
}
