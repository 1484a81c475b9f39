package dev.slipway.dns.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    @Test
    void nameIsLoadBalancerStackEnvironmentDomain() {
        assertThat(new Resource("integration", "auth", "web").nameIn("testing.example.com"))
                .isEqualTo("web.auth.integration.testing.example.com.");
    }

    @Test
    void charactersThatNoLabelMayHaveBecomeDashes() {
        assertThat(new Resource("Feature_X", "auth,owner=x", "web\"1").nameIn("example.com."))
                .isEqualTo("web-1.auth-owner-x.feature-x.example.com.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "___", "12345678901234567890123456789012345678901234567890123456789"})
    void nameThatIsNoLabelIsRefused(String loadBalancer) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Resource("integration", "auth", loadBalancer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host.example.com", "192.0.2", "192.0.2.256", "1.2.3.4:80", ":::", "[::1]"})
    void addressThatIsNoneIsRefused(String address) {
        Resource web = new Resource("integration", "auth", "web");

        assertThatIllegalArgumentException().isThrownBy(() -> new LoadBalancer(web, List.of(address)));
    }

    @Test
    void ownershipIsReadAsItIsWritten() {
        Ownership ours = new Ownership("local", "integration/auth/web");

        assertThat(Ownership.parse(
                        ours.recordSet("web.", RecordType.A, 60).values().getFirst()))
                .contains(ours);
        assertThat(Ownership.parse("heritage=external-dns,external-dns/owner=x"))
                .isEmpty();
        assertThat(Ownership.parse("v=spf1 -all")).isEmpty();
    }
}
