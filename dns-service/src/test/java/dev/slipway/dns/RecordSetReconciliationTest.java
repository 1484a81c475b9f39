package dev.slipway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dns.RecordSetReconciliation.Result;
import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.LoadBalancer;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import dev.slipway.dns.domain.Resource;
import dev.slipway.dns.port.FakeHostedZone;
import dev.slipway.dns.port.HostedZoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSetReconciliationTest {

    private static final Resource WEB = new Resource("integration", "auth", "web");
    private static final String NAME = "web.auth.integration.example.test.";

    private final FakeHostedZone zone = new FakeHostedZone();
    private final RecordSetReconciliation reconciliation = new RecordSetReconciliation(zone, "example.test.", "local");
    private final List<List<Change>> planned = new ArrayList<>();

    @Test
    void startedLoadBalancerGetsItsName() throws InterruptedException {
        Result result = name("192.0.2.1");

        assertThat(result).isInstanceOfSatisfying(Result.InStep.class, inStep -> {
            assertThat(inStep.name()).isEqualTo(NAME);
            assertThat(inStep.changes()).hasSize(2);
        });
        assertThat(planned).hasSize(1);
        assertThat(addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void secondAttemptFindsTheWorkDone() throws InterruptedException {
        name("192.0.2.1");

        assertThat(name("192.0.2.1")).isEqualTo(new Result.InStep(NAME, List.of()));
        assertThat(zone.made()).hasSize(1);
        assertThat(planned).hasSize(1);
    }

    @Test
    void nameFollowsTheLoadBalancerToOtherHosts() throws InterruptedException {
        name("192.0.2.1");
        name("192.0.2.2", "192.0.2.3");

        assertThat(addresses()).containsExactly("192.0.2.2", "192.0.2.3");
    }

    @Test
    void stoppedLoadBalancerLosesItsNameAndNobodyElseDoes() throws InterruptedException {
        name("192.0.2.1");
        LoadBalancer other = new LoadBalancer(new Resource("integration", "shop", "web"), List.of("192.0.2.1"));
        reconciliation.name(other, planned::add);

        reconciliation.forget(WEB, planned::add);

        assertThat(zone.recordSets())
                .extracting(RecordSet::name)
                .containsExactlyInAnyOrder(
                        "web.shop.integration.example.test.", "a-web.shop.integration.example.test.");
    }

    @Test
    void recordMadeByHandIsNeverOverwritten() throws InterruptedException {
        RecordSet byHand = new RecordSet(NAME, RecordType.A, 300, List.of("192.0.2.99"));
        zone.put(byHand);

        assertThat(name("192.0.2.1")).isInstanceOf(Result.Conflict.class);
        assertThat(zone.recordSets()).containsExactly(byHand);
    }

    @Test
    void recordMadeByHandBetweenReadingAndChangingIsNotOverwrittenEither() throws InterruptedException {
        RecordSet byHand = new RecordSet(NAME, RecordType.A, 300, List.of("192.0.2.99"));
        zone.beforeNextChange(() -> zone.put(byHand));

        assertThat(name("192.0.2.1")).isInstanceOf(Result.Conflict.class);
        assertThat(zone.recordSets()).containsExactly(byHand);
    }

    @Test
    void zoneThatNeverStandsStillIsAnInfrastructureFailure() throws InterruptedException {
        name("192.0.2.1");
        for (int i = 10; i < 13; i++) {
            RecordSet moved = new RecordSet(NAME, RecordType.A, 60, List.of("192.0.2." + i));
            zone.beforeNextChange(() -> zone.put(moved));
        }

        assertThatThrownBy(() -> name("192.0.2.2")).isInstanceOf(HostedZoneException.class);
    }

    @Test
    void reconciliationMendsWhatSomebodyChangedAndRemovesWhatIsLeftOver() throws InterruptedException {
        name("192.0.2.1");
        LoadBalancer gone = new LoadBalancer(new Resource("integration", "gone", "web"), List.of("192.0.2.1"));
        reconciliation.name(gone, planned::add);
        zone.put(new RecordSet(NAME, RecordType.A, 60, List.of("192.0.2.66")));

        assertThat(reconciliation.reconcile(() -> List.of(new LoadBalancer(WEB, List.of("192.0.2.1")))))
                .isEmpty();

        assertThat(addresses()).containsExactly("192.0.2.1");
        assertThat(zone.recordSets()).hasSize(2);
    }

    @Test
    void whatMovesAfterItWasLookedUpIsNotMovedBack() throws InterruptedException {
        name("192.0.2.1");
        List<LoadBalancer> lookedUp = List.of(new LoadBalancer(WEB, List.of("192.0.2.1")));

        Map<String, String> left = reconciliation.reconcile(() -> {
            zone.put(new RecordSet(NAME, RecordType.A, 60, List.of("192.0.2.2")));
            return lookedUp;
        });

        assertThat(left).isEmpty();
        assertThat(addresses()).containsExactly("192.0.2.2");
    }

    @Test
    void conflictOfOneDoesNotHoldUpTheOthers() throws InterruptedException {
        zone.put(new RecordSet(NAME, RecordType.A, 300, List.of("192.0.2.99")));
        Resource shop = new Resource("integration", "shop", "web");

        assertThat(reconciliation.reconcile(() -> List.of(
                        new LoadBalancer(WEB, List.of("192.0.2.1")), new LoadBalancer(shop, List.of("192.0.2.1")))))
                .containsOnlyKeys("integration/auth/web");
        assertThat(zone.recordSets()).extracting(RecordSet::name).contains(shop.nameIn("example.test"));
    }

    @Test
    void emptyMemoryDoesNotEmptyTheZone() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            reconciliation.name(
                    new LoadBalancer(new Resource("integration", "s" + i, "web"), List.of("192.0.2.1")), planned::add);
        }

        assertThatThrownBy(() -> reconciliation.reconcile(List::of)).isInstanceOf(HostedZoneException.class);
        assertThat(zone.recordSets()).hasSize(12);
    }

    private Result name(String... addresses) throws InterruptedException {
        return reconciliation.name(new LoadBalancer(WEB, List.of(addresses)), planned::add);
    }

    private List<String> addresses() {
        return zone.recordSets().stream()
                .filter(set -> set.name().equals(NAME))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
