package dev.slipway.dns.outbound.rfc2136;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dns.port.HostedZoneException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerByNameTest {

    @Test
    void nameWithoutAnAddressIsAFailureOfTheZoneAndNotOfTheStart() {
        InetSocketAddress absent = InetSocketAddress.createUnresolved("name-server.invalid", 53);

        Rfc2136HostedZone zone = new Rfc2136HostedZone("slipway.test.", absent, "key", "c2VjcmV0", Duration.ZERO);

        assertThatThrownBy(zone::recordSets)
                .isInstanceOf(HostedZoneException.class)
                .hasMessageContaining("name-server.invalid:53")
                .hasMessageContaining("no address");
    }
}
