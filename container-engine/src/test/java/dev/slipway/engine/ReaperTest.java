package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineObject.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReaperTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final FakeContainerEngine engine = new FakeContainerEngine(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void containersGoBeforeTheNetworksAndVolumesTheyUse() {
        Ownership owner = Ownership.ofRun("main", "tester", "dead");
        engine.ensureVolume("work", owner);
        engine.ensureNetwork("net", owner, true);
        makeContainer(owner, "work", "net");

        List<EngineObject> removed = reaperAfter(Duration.ofHours(1)).sweep(run -> false);

        assertThat(removed).extracting(EngineObject::kind).containsExactly(Kind.CONTAINER, Kind.NETWORK, Kind.VOLUME);
        assertThat(reaperAfter(Duration.ofHours(1)).sweep(run -> false)).isEmpty();
    }

    @Test
    void whatALiveRunNeedsStays() {
        engine.ensureVolume("mine", Ownership.ofRun("main", "tester", "alive"));
        engine.ensureVolume("left", Ownership.ofRun("main", "tester", "dead"));

        assertThat(sweptAfter(Duration.ofHours(1))).containsExactly("left");
    }

    @Test
    void youngThingsStay() {
        engine.ensureVolume("young", Ownership.ofRun("main", "tester", "dead"));

        assertThat(sweptAfter(GRACE)).isEmpty();
        assertThat(sweptAfter(GRACE.plusMillis(1))).containsExactly("young");
    }

    @Test
    void thingsOfOthersStay() {
        engine.ensureVolume("instance", Ownership.ofRun("other", "tester", "dead"));
        engine.ensureVolume("stage", Ownership.ofRun("main", "builder", "dead"));
        engine.ensureVolume("cache", Ownership.ofStage("main", "tester"));

        assertThat(sweptAfter(Duration.ofDays(30))).isEmpty();
    }

    @Test
    void expiredThingsGoWhateverTheirRunDoes() {
        Instant expiry = NOON.plusSeconds(10);
        engine.ensureVolume("run", Ownership.ofRun("main", "tester", "alive").expiringAt(expiry));
        engine.ensureVolume("cache", Ownership.ofStage("main", "tester").expiringAt(expiry));

        assertThat(sweptAfter(Duration.ofSeconds(10))).isEmpty();
        assertThat(sweptAfter(Duration.ofSeconds(11))).containsExactly("run", "cache");
    }

    @Test
    void unknownLifeOfARunRemovesNothing() {
        engine.ensureVolume("left", Ownership.ofRun("main", "tester", "dead"));

        assertThatThrownBy(() -> reaperAfter(Duration.ofHours(1)).sweep(run -> {
                    throw new IllegalStateException("database is down");
                }))
                .hasMessage("database is down");
        assertThat(engine.find(Kind.VOLUME, Map.of())).hasSize(1);
    }

    @Test
    void failedLookUpIsNotAnEmptyOne() {
        engine.failAtCall(2);

        assertThatThrownBy(() -> sweptAfter(Duration.ofHours(1))).isInstanceOf(ContainerEngineException.class);
    }

    @Test
    void whatCannotBeRemovedIsLeftForTheNextRound() {
        Ownership live = Ownership.ofRun("main", "tester", "alive");
        engine.ensureVolume("used", Ownership.ofRun("main", "tester", "dead"));
        engine.ensureVolume("free", Ownership.ofRun("main", "tester", "dead"));
        makeContainer(live, "used", "net");

        assertThat(sweptAfter(Duration.ofHours(1))).containsExactly("free");
    }

    private void makeContainer(Ownership owner, String volume, String network) {
        ContainerHandle container = engine.ensure(ContainerSpec.of(owner, "step", "debian")
                .network(new NetworkAccess.Named(network))
                .volume("/work", volume)
                .build());
        engine.script(FakeCommand.hang());
        engine.start(container);
    }

    private List<String> sweptAfter(Duration time) {
        return reaperAfter(time).sweep(Set.of("alive")::contains).stream()
                .map(EngineObject::name)
                .toList();
    }

    private Reaper reaperAfter(Duration time) {
        return new Reaper(engine, "main", "tester", GRACE, Clock.fixed(NOON.plus(time), ZoneOffset.UTC));
    }
}
