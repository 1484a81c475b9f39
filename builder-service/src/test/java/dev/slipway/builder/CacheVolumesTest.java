package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.EngineObject;
import dev.slipway.engine.FakeContainerEngine;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.runtime.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CacheVolumesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ONE = "https://git.example.com/one.git";
    private static final String OTHER = "https://git.example.com/other.git";

    private final FakeContainerEngine engine = new FakeContainerEngine(Clock.systemUTC());
    private Instant now = BEGIN;
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final CacheVolumes caches = new CacheVolumes(
            engine,
            new MemoryCacheRegister(clock),
            "test",
            new CacheVolumes.Rules(Duration.ofDays(14), 1000, Duration.ofHours(1)),
            clock);

    @Test
    void volumesBelongToOneRepositoryOneComponentAndOneFolder() {
        assertThat(List.of(
                        use(ONE, "api", "/a"), use(OTHER, "api", "/a"), use(ONE, "web", "/a"), use(ONE, "api", "/b")))
                .doesNotHaveDuplicates();
        assertThat(use(ONE, "api", "/a")).isEqualTo(use(ONE, "api", "/a"));
    }

    @Test
    void twoBuildsAtOnceGetTwoVolumes() {
        BuildPlan plan = plan("api", "/a");

        assertThat(caches.lend(run(), ONE, plan)).isNotEqualTo(caches.lend(run(), ONE, plan));
    }

    @Test
    void volumeThatNobodyUsesForLongIsRemovedAndOneInUseIsNot() {
        use(ONE, "api", "/a");
        RunId building = run();
        caches.lend(building, ONE, plan("web", "/a"));
        now = BEGIN.plus(Duration.ofDays(13));
        caches.sweep(building::equals);
        assertThat(volumes()).hasSize(2);

        now = BEGIN.plus(Duration.ofDays(15));
        caches.sweep(building::equals);

        assertThat(volumes()).singleElement().asString().contains("cache-web-");
    }

    @Test
    void whatARunThatIsOverKeptIsGivenBack() {
        RunId dead = run();
        String first = volume(caches.lend(dead, ONE, plan("api", "/a")));

        caches.sweep(run -> false);

        assertThat(volume(caches.lend(run(), ONE, plan("api", "/a")))).isEqualTo(first);
    }

    @Test
    void longestUnusedGoFirstWhenAllTogetherAreTooLarge() {
        engine.sizeOfVolumes(400);
        use(ONE, "api", "/a");
        now = now.plusSeconds(1);
        use(ONE, "web", "/a");
        now = now.plusSeconds(1);
        use(ONE, "docs", "/a");

        caches.sweep(run -> false);

        assertThat(volumes()).hasSize(2).noneMatch(name -> name.contains("cache-api-"));
    }

    @Test
    void sizesAreNotMeasuredInEverySweep() {
        use(ONE, "api", "/a");

        caches.sweep(run -> false);
        caches.sweep(run -> false);

        assertThat(engine.calls()).filteredOn("volumeSizes"::equals).hasSize(1);
    }

    private String use(String repository, String component, String folder) {
        RunId run = run();
        BuildPlan plan = plan(component, folder);
        String volume = volume(caches.lend(run, repository, plan));
        caches.giveBack(run, plan);
        return volume;
    }

    private static String volume(Map<String, String> lent) {
        return lent.values().iterator().next();
    }

    private List<String> volumes() {
        return engine.find(EngineObject.Kind.VOLUME, Map.of()).stream()
                .map(EngineObject::name)
                .toList();
    }

    private static RunId run() {
        return new RunId(UUID.randomUUID());
    }

    private static BuildPlan plan(String component, String folder) {
        return new BuildPlan(
                component,
                ".",
                "golang:1.24",
                List.of("make"),
                Map.of(),
                Map.of(),
                "/workspace",
                List.of(folder),
                List.of("out"),
                List.of(),
                Duration.ofMinutes(1),
                ResourceLimits.DEFAULT);
    }
}
