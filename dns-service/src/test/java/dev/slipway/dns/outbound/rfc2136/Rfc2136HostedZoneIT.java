package dev.slipway.dns.outbound.rfc2136;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dns.port.HostedZone;
import dev.slipway.dns.port.HostedZoneContract;
import dev.slipway.dns.port.HostedZoneException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Against BIND. */
class Rfc2136HostedZoneIT extends HostedZoneContract.Conditional {

    private static final String SECRET = "c2xpcHdheS10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI=";
    private static final GenericContainer<?> BIND = new GenericContainer<>("slipway/bind:9.20")
            .withEnv("ZONE", "example.test")
            .withEnv("TSIG_KEY", "slipway")
            .withEnv("TSIG_SECRET", SECRET)
            .withExposedPorts(53)
            .waitingFor(Wait.forLogMessage(".*running.*\\n", 1));

    @BeforeAll
    static void start() {
        BIND.start();
    }

    @AfterAll
    static void stop() {
        BIND.stop();
    }

    @Override
    protected HostedZone zone() {
        return zone("example.test.", SECRET);
    }

    @Test
    void wrongKeyIsAnOperatorsMatter() {
        HostedZone zone = zone("example.test.", "d3Jvbmctc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWY=");

        assertThatThrownBy(zone::recordSets).isInstanceOf(HostedZoneException.class);
    }

    @Test
    void zoneThatIsNotThereIsAnOperatorsMatter() {
        assertThatThrownBy(() -> zone("example.org.", SECRET).recordSets()).isInstanceOf(HostedZoneException.class);
    }

    private static HostedZone zone(String name, String secret) {
        return new Rfc2136HostedZone(
                name,
                new InetSocketAddress(BIND.getHost(), BIND.getMappedPort(53)),
                "slipway",
                secret,
                Duration.ofSeconds(10));
    }
}
