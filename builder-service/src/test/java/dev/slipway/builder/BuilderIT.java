package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.inbound.BuildStage;
import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.CommitPushed;
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

        assertThat(bookmarks.of(run)).isEqualTo(LogPosition.BEGINNING);
        bookmarks.keep(run, first);
        bookmarks.keep(run, second);
        assertThat(bookmarks.of(run)).isEqualTo(second);
        bookmarks.forget(run);
        bookmarks.forget(run);
        assertThat(bookmarks.of(run)).isEqualTo(LogPosition.BEGINNING);
    }

    @Test
    void sharedKeysAreTheDefaults() {
        assertThat(config.instance()).isEqualTo("builder-wired-it");
        assertThat(config.artifacts().directory()).hasFileName("store");
        assertThat(config.localRoots()).isPresent();
    }
}
