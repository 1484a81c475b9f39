package dev.slipway.packager.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagPlanTest {

    @ParameterizedTest
    @CsvSource({
        "refs/heads/develop, develop-14, develop-14, develop",
        "refs/heads/feature/MSP-123, feature/MSP-123-2, feature-MSP-123-2, feature-MSP-123",
        "refs/heads/.hidden, .hidden-1, _hidden-1, _hidden",
        "refs/heads/größe, größe-1, gr--e-1, gr--e",
    })
    void branchHasAPermanentAndAMovingTag(String ref, String version, String permanent, String moving) {
        assertThat(TagPlan.of(run(ref, version))).isEqualTo(new TagPlan(permanent, Optional.of(moving)));
    }

    @Test
    void gitTagIsAnImageTagThatNeverMoves() {
        assertThat(TagPlan.of(run("refs/tags/v1.1", "v1.1"))).isEqualTo(new TagPlan("v1.1", Optional.empty()));
    }

    @Test
    void longNameKeepsItsEndWithTheNumber() {
        String branch = "b".repeat(200);

        TagPlan plan = TagPlan.of(run("refs/heads/" + branch, branch + "-7"));

        assertThat(plan.permanent()).hasSize(128).endsWith("b-7");
    }

    @Test
    void tagMovesForwardAndAgainForItsOwnerOnly() {
        assertThat(TagAdvance.decide("app develop", 5, "app develop", 4)).isInstanceOf(TagAdvance.Granted.class);
        assertThat(TagAdvance.decide("app develop", 5, "app develop", 5)).isInstanceOf(TagAdvance.Granted.class);
        assertThat(TagAdvance.decide("app develop", 5, "app develop", 6)).isEqualTo(new TagAdvance.Overtaken(6));
        assertThat(TagAdvance.decide("app develop", 5, "other develop", 1))
                .isEqualTo(new TagAdvance.Foreign("other develop"));
    }

    private static PipelineRun run(String ref, String version) {
        return new PipelineRun(
                new PipelineRunId(UUID.randomUUID()), "https://x/app.git", ref, "0".repeat(40), version, 1);
    }
}
