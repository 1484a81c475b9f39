package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArtifactRetentionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration OLD = Duration.ofDays(40);

    private final ArtifactRetention retention = new ArtifactRetention(Duration.ofDays(30), 2);
    private final List<StoredRun> runs = new ArrayList<>();

    @Test
    void youngRunKeepsEverything() {
        StoredRun young = run("app", "refs/heads/develop", Duration.ofDays(29), false);
        newerBuilds(2);

        assertThat(needed()).containsAll(young.digests());
    }

    @Test
    void oldRunBehindNewerBuildsKeepsNothing() {
        StoredRun old = run("app", "refs/heads/develop", OLD, false);
        newerBuilds(2);

        assertThat(needed()).doesNotContainAnyElementsOf(old.digests());
    }

    @Test
    void lastBuildsOfAComponentOnItsRefAreKeptHoweverOld() {
        StoredRun other = run("other", "refs/heads/develop", OLD, false);
        StoredRun branch = run("app", "refs/heads/feature/x", OLD, false);
        StoredRun last = run("app", "refs/heads/develop", OLD, false);
        newerBuilds(1);

        assertThat(needed())
                .containsAll(other.digests())
                .containsAll(branch.digests())
                .containsAll(last.digests());
    }

    @Test
    void publishedVersionKeepsItsSourcesForEver() {
        StoredRun published = run("app", "refs/heads/develop", OLD.multipliedBy(10), true);
        newerBuilds(2);

        assertThat(needed()).containsAll(published.sources()).isNotEqualTo(published.digests());
        assertThat(needed())
                .doesNotContain(published.digests().stream()
                        .filter(digest -> !published.sources().contains(digest))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whatAnEnvironmentRunsKeepsEverything() {
        StoredRun deployed = run("app", "refs/heads/develop", OLD, true);
        newerBuilds(2);

        assertThat(retention.needed(runs, Set.of(deployed.run()), run -> false, NOW))
                .containsAll(deployed.digests());
    }

    @Test
    void runUnderWayKeepsEverythingHoweverLongItWaits() {
        StoredRun waiting = run("app", "refs/heads/develop", OLD, false);
        newerBuilds(2);

        assertThat(retention.needed(runs, Set.of(), waiting.run()::equals, NOW)).containsAll(waiting.digests());
    }

    @Test
    void digestThatAnotherRunNeedsStays() {
        StoredRun old = run("app", "refs/heads/develop", OLD, false);
        newerBuilds(2);
        runs.add(new StoredRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/app",
                "refs/heads/develop",
                Set.of("app"),
                NOW,
                false,
                old.sources(),
                old.sources()));

        assertThat(needed()).containsAll(old.sources());
    }

    @Test
    void settingsThatWouldTakeWhatIsStillBeingWrittenAreRefused() {
        assertThatThrownBy(() -> new ArtifactRetention(Duration.ofHours(1), 10))
                .hasMessageContaining("keep-age of at least one day");
        assertThatThrownBy(() -> new ArtifactRetention(Duration.ofDays(30), 0))
                .hasMessageContaining("keep-count of at least 1");
    }

    private Set<Digest> needed() {
        return retention.needed(runs, Set.of(), run -> false, NOW);
    }

    private void newerBuilds(int count) {
        for (int i = 0; i < count; i++) {
            run("app", "refs/heads/develop", Duration.ofDays(1), false);
        }
    }

    private StoredRun run(String component, String ref, Duration age, boolean published) {
        Digest source = digest();
        StoredRun run = new StoredRun(
                new PipelineRunId(UUID.randomUUID()),
                "https://git.example.com/app",
                ref,
                Set.of(component),
                NOW.minus(age),
                published,
                Set.of(source),
                Set.of(source, digest()));
        runs.add(run);
        return run;
    }

    private static Digest digest() {
        String half = UUID.randomUUID().toString().replace("-", "");
        return Digest.ofHex(HexFormat.of().formatHex(HexFormat.of().parseHex(half + half)));
    }
}
