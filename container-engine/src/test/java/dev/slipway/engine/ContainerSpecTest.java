package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSpecTest {

    private final Ownership owner = Ownership.ofRun("main", "builder", "17");

    @Test
    void nameIsTheSameForTheSameOwnerAndPurpose() {
        assertThat(ContainerSpec.of(owner, "build", "debian").build().name())
                .isEqualTo("slipway-main-builder-17-build");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/docker.sock", "..", "a/b", "", "a:b"})
    void volumeCannotBeAPathOfTheHost(String volume) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContainerSpec.of(owner, "build", "debian")
                        .volume("/work", volume)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "none", "bridge", "default", "container:17", "ns:/proc/1/ns/net", " "})
    void specialNetworksCannotBeNamed(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkAccess.Named(network));
    }

    @Test
    void containerWithoutARunIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContainerSpec.of(Ownership.ofStage("main", "builder"), "build", "debian")
                        .build());
    }
}
