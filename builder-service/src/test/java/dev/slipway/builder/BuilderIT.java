package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.domain.CacheId;
import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.builder.inbound.BuildStage;
import dev.slipway.builder.port.CacheRegister;
import dev.slipway.builder.port.KeptBuilds;
import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.RunId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service as it is wired, with a real database. */
@QuarkusTest
@QuarkusTestResource(RealDatabase.class)
class BuilderIT {

    @Inject
    BuildStage stage;

    @Inject
    LogBookmarks bookmarks;

    @Inject
    KeptBuilds builds;

    @Inject
    CacheRegister caches;

    @Inject
    BuilderConfig config;

    @Test
    void refusedRepositoryEndsTheRunWithItsReason() throws Exception {
        FakeRun run = new FakeRun(new CommitPushed(
                new PipelineRun(
                        new PipelineRunId(UUID.randomUUID()),
                        "git://git.example.com/app.git",
                        "refs/heads/develop",
                        "0".repeat(40),
                        "develop-1",
                        1),
                Trigger.MANUAL,
                "ada",
                null));

        Conclusion conclusion = stage.work(run);

        assertThat(conclusion).isInstanceOfSatisfying(Conclusion.Finished.class, finished -> {
            assertThat(finished.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(finished.reason()).contains("uses the scheme 'git'").contains("allowed are https://");
            assertThat(finished.events()).singleElement().isInstanceOf(BuildFailed.class);
        });
    }

    @Test
    void bookmarkIsKeptReplacedAndForgotten() {
        RunId run = new RunId(UUID.randomUUID());
        LogPosition first = LogPosition.BEGINNING.after(LogFrame.Stream.STDOUT, Instant.parse("2026-01-01T00:00:00Z"));
        LogPosition second = first.after(LogFrame.Stream.STDERR, Instant.parse("2026-01-01T00:00:01Z"));

        assertThat(bookmarks.of(run, "api")).isEqualTo(LogPosition.BEGINNING);
        bookmarks.keep(run, "api", first);
        bookmarks.keep(run, "api", second);
        bookmarks.keep(run, "web", first);
        assertThat(bookmarks.of(run, "api")).isEqualTo(second);
        assertThat(bookmarks.of(run, "web")).isEqualTo(first);
        bookmarks.forget(run, "web");
        assertThat(bookmarks.of(run, "web")).isEqualTo(LogPosition.BEGINNING);
        bookmarks.forget(run);
        bookmarks.forget(run);
        assertThat(bookmarks.of(run, "api")).isEqualTo(LogPosition.BEGINNING);
    }

    @Test
    void buildIsRememberedByItsInputAndReplaced() {
        Digest input = Digest.of("sha256:" + "1".repeat(64));
        KeptBuild first = new KeptBuild(new PipelineRunId(UUID.randomUUID()), "develop-1", input, List.of("app"));
        KeptBuild second = new KeptBuild(new PipelineRunId(UUID.randomUUID()), "develop-2", input, List.of());

        assertThat(builds.of(input)).isEmpty();
        builds.keep(input, first);
        assertThat(builds.of(input)).contains(first);
        builds.keep(input, second);
        assertThat(builds.of(input)).contains(second);
    }

    @Test
    void cacheIsLentToOneRunAtATime() {
        CacheId cache = new CacheId("https://git.example.com/app.git", "api", "/go/cache");
        RunId one = new RunId(UUID.randomUUID());
        RunId two = new RunId(UUID.randomUUID());

        assertThat(caches.lend(cache, one)).isEqualTo(1);
        assertThat(caches.lend(cache, one))
                .as("the same attempt, or the next one")
                .isEqualTo(1);
        assertThat(caches.lend(cache, two)).isEqualTo(2);
        assertThat(caches.unused()).isEmpty();
        caches.giveBack(one, "web");
        assertThat(caches.unused()).isEmpty();
        caches.giveBack(one, "api");
        assertThat(caches.unused()).singleElement().satisfies(unused -> {
            assertThat(unused.cache()).isEqualTo(cache);
            assertThat(unused.number()).isEqualTo(1);
        });
        caches.giveBackUnless(one::equals);
        assertThat(caches.unused()).hasSize(2);

        CacheRegister.Unused first = caches.unused().getFirst();
        assertThat(caches.retire(first)).isTrue();
        assertThat(caches.lend(cache, one))
                .as("what is on its way out is not lent")
                .isNotEqualTo(first.number());
        caches.forget(first);
        caches.giveBackUnless(run -> false);
        caches.unused().forEach(caches::retire);
        caches.unused().forEach(caches::forget);
        assertThat(caches.unused()).isEmpty();
    }

    @Test
    void sharedKeysAreTheDefaults() {
        assertThat(config.instance()).isEqualTo("builder-wired-it");
        assertThat(config.artifacts().directory()).hasFileName("store");
        assertThat(config.localRoots()).isPresent();
    }
}
