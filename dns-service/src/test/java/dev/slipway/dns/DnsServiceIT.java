package dev.slipway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import dev.slipway.dns.port.HostedZone;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.RecordSetsPlanned;
import dev.slipway.events.Superseded;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the load balancer's event to the name server's answer. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class DnsServiceIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    HostedZone zone;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private final String environment = "e-" + UUID.randomUUID();
    private final String ref = "refs/heads/" + UUID.randomUUID();
    private final String name = "web.auth." + environment + ".apps.example.test.";
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(bootstrap, "slipway.dns");
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @Test
    void nameComesMovesAndGoesWithItsLoadBalancer() {
        wire.send(started(1, "192.0.2.1"));
        awaitEvents(RecordSetsPlanned.class, RecordSetsChanged.class);
        assertThat(addresses()).containsExactly("192.0.2.1");

        wire.send(started(2, "192.0.2.2", "2001:db8::2"));
        awaitEvents(RecordSetsPlanned.class, RecordSetsChanged.class, RecordSetsPlanned.class, RecordSetsChanged.class);
        assertThat(addresses()).containsExactly("192.0.2.2", "2001:db8:0:0:0:0:0:2");

        wire.send(envelope(new LoadBalancerStopped(run(3), environment, "auth", "web")));
        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 6);
        assertThat(zone.recordSets()).noneMatch(set -> set.name().endsWith(name));
    }

    @Test
    void wordOfAnOlderPushComesTooLate() {
        wire.send(started(2, "192.0.2.2"));
        awaitEvents(RecordSetsPlanned.class, RecordSetsChanged.class);

        wire.send(started(1, "192.0.2.1"));

        awaitEvents(RecordSetsPlanned.class, RecordSetsChanged.class, Superseded.class);
        assertThat(addresses()).containsExactly("192.0.2.2");
    }

    @Test
    void nameOfSomebodyElseIsAFailureAndStays() throws InterruptedException {
        zone.change(List.of(new Change.Create(new RecordSet(name, RecordType.A, 300, List.of("192.0.2.99")))));

        wire.send(started(1, "192.0.2.1"));

        awaitEvents(RecordSetsFailed.class);
        assertThat(wire.ofRef(ref).getFirst().event()).isInstanceOfSatisfying(RecordSetsFailed.class, failed -> {
            assertThat(failed.failure().outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(failed.failure().reason()).contains(name);
        });
        assertThat(addresses()).containsExactly("192.0.2.99");
    }

    @Test
    void addressThatIsNoneIsAFailure() {
        wire.send(started(1, "host.example.com"));

        awaitEvents(RecordSetsFailed.class);
    }

    @Test
    void nameThatSomebodyRemovedComesBackByItself() throws InterruptedException {
        wire.send(started(1, "192.0.2.1"));
        awaitEvents(RecordSetsPlanned.class, RecordSetsChanged.class);
        RecordSet made = zone.recordSets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow();

        zone.change(List.of(new Change.Delete(made)));

        await().atMost(LONG).untilAsserted(() -> assertThat(addresses()).containsExactly("192.0.2.1"));
    }

    @SafeVarargs
    private void awaitEvents(Class<? extends PipelineEvent>... types) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.ofRef(ref).stream()
                                .<Class<?>>map(envelope -> envelope.event().getClass()))
                        .containsExactly(types));
    }

    private List<String> addresses() {
        return zone.recordSets().stream()
                .filter(set -> set.name().equals(name))
                .flatMap(set -> set.values().stream())
                .sorted()
                .toList();
    }

    private Envelope<?> started(long sequence, String... addresses) {
        return envelope(new LoadBalancerStarted(
                run(sequence), environment, "auth", "web", List.of(addresses), List.of(), null));
    }

    private PipelineRun run(long sequence) {
        return new PipelineRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/acme/app.git",
                ref,
                "0123456789abcdef0123456789abcdef01234567",
                "v" + sequence,
                sequence);
    }

    private static Envelope<?> envelope(PipelineEvent event) {
        return new Envelope<>(
                new EventId(UUID.randomUUID()), URI.create("/test"), Instant.EPOCH, null, Traceparent.start(), event);
    }
}
