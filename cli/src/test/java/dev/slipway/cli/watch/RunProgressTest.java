package dev.slipway.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.console.Run.Stage;
import dev.slipway.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    private final StringWriter text = new StringWriter();

    @Test
    void inAFileEachChangeIsSaidOnce() {
        // Given
        RunProgress progress = new RunProgress(new Terminal(new PrintWriter(text), false, 100));

        // When
        progress.show(run(stage("build", "running", null)), BEGIN.plusSeconds(1));
        progress.show(run(stage("build", "running", null)), BEGIN.plusSeconds(2));
        progress.show(run(stage("build", "succeeded", BEGIN.plusSeconds(3))), BEGIN.plusSeconds(9));

        // Then
        assertThat(text.toString().lines()).containsExactly("  build    running", "  build    succeeded    3.0 s");
    }

    @Test
    void onATerminalTheLinesAreDrawnOverThoseBefore() {
        RunProgress progress = new RunProgress(new Terminal(new PrintWriter(text), true, 100), () -> "note");

        progress.show(run(stage("build", "running", null), stage("dns", "waiting", null)), BEGIN);
        progress.show(run(stage("build", "running", null), stage("dns", "waiting", null)), BEGIN);

        assertThat(text.toString().split("\u001b\\[3A", -1)).hasSize(2);
    }

    @Test
    void aFailureShowsTheFirstLineOfItsReason() {
        Stage failed = new Stage(
                "test", "app", null, null, "failed", BEGIN, BEGIN, "409 was wanted\nfound 500", 1, List.of(), Map.of());

        assertThat(RunProgress.facts(failed)).isEqualTo("409 was wanted");
    }

    @Test
    void whatCameOfAStageIsSaidInFewWords() throws Exception {
        assertThat(RunProgress.facts(stage("publish", Map.of("tags", json("[\"develop\",\"develop-2\"]")))))
                .isEqualTo("develop, develop-2");
        assertThat(RunProgress.facts(stage("test", Map.of("summary", json("{\"tests\":4}")))))
                .isEqualTo("4 tests");
        assertThat(RunProgress.facts(stage("deploy", Map.of("replicas", json("{\"wanted\":2,\"updated\":1}")))))
                .isEqualTo("1/2 replicas");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static Run run(Stage... stages) {
        return new Run(
                "4f2a0000-0000-0000-0000-000000000000",
                "file:///srv/git/app.git",
                "refs/heads/develop",
                "a".repeat(40),
                "develop-1",
                1,
                "ada",
                "running",
                false,
                BEGIN,
                null,
                null,
                "0".repeat(32),
                List.of(stages));
    }

    private static Stage stage(String name, String state, @Nullable Instant end) {
        return new Stage(name, "app", null, null, state, BEGIN, end, null, null, List.of(), Map.of());
    }

    private static Stage stage(String name, Map<String, JsonNode> details) {
        return new Stage(name, "app", null, null, "succeeded", BEGIN, BEGIN, null, null, List.of(), details);
    }
}
