package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path directory;

    @Test
    void everyPartHasADefaultOfItsOwn() {
        Ports ports = Ports.resolve(directory.resolve("absent"), Map.of(), null);

        assertThat(Arrays.stream(Port.values()).map(ports::of)).doesNotHaveDuplicates();
        assertThat(ports.address(Port.CONSOLE)).isEqualTo("127.0.0.1:18080");
    }

    @Test
    void aBaseMovesAllPortsAndIsRememberedUntilTheEnvironmentSaysOtherwise() {
        // Given
        Path file = directory.resolve("ports.properties");
        Ports.resolve(file, Map.of(), 25_000).write(file);

        // When
        Ports ports = Ports.resolve(file, Map.of("SLIPWAY_PORT_KAFKA", "4000"), null);

        // Then
        assertThat(ports.of(Port.REGISTRY)).isEqualTo(25_000);
        assertThat(ports.of(Port.CONSOLE)).isEqualTo(28_080);
        assertThat(ports.of(Port.KAFKA)).isEqualTo(4000);
    }

    @Test
    void allMistakesAreNamedAtOnce() throws IOException {
        Path file = directory.resolve("ports.properties");
        Files.writeString(file, "dns=many\npostgresql=15000\n");

        assertThatThrownBy(() -> Ports.resolve(file, Map.of("SLIPWAY_PORT_TESTER", "70000"), null))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("dns in " + file + " is many")
                .hasMessageContaining("SLIPWAY_PORT_TESTER is 70000")
                .hasMessageContaining("port 15000 is given to registry and postgresql");
    }

    @Test
    void eachFurtherReplicaListensTenHigher() {
        Ports ports = Ports.resolve(directory.resolve("absent"), Map.of("SLIPWAY_PORT_BUILDER", "4000"), null);

        assertThat(new Replica(Service.BUILDER, 1).port().number(ports)).isEqualTo(4000);
        assertThat(new Replica(Service.BUILDER, 3).port().number(ports)).isEqualTo(4020);
        assertThat(new Replica(Service.DNS, 2).port().number(ports)).isEqualTo(18_095);
    }

    @Test
    void whatToSetInsteadOfAReplicasTakenPortMovesTheService() {
        Ports ports = Ports.resolve(directory.resolve("absent"), Map.of(), null);
        PartPort second = new PartPort(Port.BUILDER, 2);

        String message = TakenPorts.message(
                List.of(new TakenPorts.Taken(second, second.number(ports), "somebody")), 15_000, directory);

        assertThat(message).contains("builder-2").contains("wants 18091").contains("SLIPWAY_PORT_BUILDER=28081");
    }

    @Test
    void aTakenPortIsReportedWithItsHolderAndWhatToSetInstead() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            Ports ports = Ports.resolve(
                    directory.resolve("absent"),
                    Map.of("SLIPWAY_PORT_KAFKA", Integer.toString(socket.getLocalPort())),
                    null);

            // When
            List<TakenPorts.Taken> taken = TakenPorts.among(List.of(new PartPort(Port.KAFKA)), ports);

            // Then
            assertThat(taken).hasSize(1);
            assertThat(TakenPorts.message(taken, 15_000, directory))
                    .contains("kafka")
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("SLIPWAY_PORT_KAFKA=")
                    .contains("--port-base 25000");
        }
    }
}
