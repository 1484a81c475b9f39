package dev.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownVerbIsAMistakeOfUsage() {
        assertThat(execute("depoy")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("depoy");
    }

    @Test
    void noVerbAtAllIsAMistakeOfUsageToo() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("A command is missing").contains("Commands:");
    }

    @Test
    void helpNamesTheExitCodesAndEveryVerbThatPeopleType() {
        assertThat(execute("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "Exit codes",
                        "up",
                        "down",
                        "demo",
                        "run",
                        "refs",
                        "retry",
                        "repositories",
                        "status",
                        "logs",
                        "artifacts",
                        "tail",
                        "cancel",
                        "lint",
                        "hook",
                        "dns")
                .doesNotContain("supervise");
    }

    @Test
    void statusOfASuiteThatDoesNotRunSaysWhatToDo() {
        assertThat(execute("status")).isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(out.toString()).contains("not running").contains("./slipway up");
    }

    @Test
    void aConsoleThatDoesNotAnswerIsNotReachable() {
        assertThat(execute("logs", "4f2a")).isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(err.toString()).contains("To do: ./slipway up");
    }

    @Test
    void anUnknownTopicIsAnsweredWithThoseThereAre() {
        assertThat(execute("tail", "test")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("\"test\"").contains("tests");
    }

    @Test
    void lintWithoutMistakesIsDoneAndWithOneHasFailed() throws Exception {
        Files.writeString(directory.resolve("slipway.yml"), "version: 1\n");
        assertThat(execute("lint", directory.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("slipway.yml:1:1: ").contains("no file Dockerfile");

        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        assertThat(execute("lint", directory.resolve("slipway.yml").toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("is right");
    }

    @Test
    void lintPrintsJsonWithPlacesForPrograms() throws Exception {
        Files.writeString(directory.resolve("slipway.yml"), "version: 2\n");

        assertThat(execute("lint", "--json", directory.toString())).isEqualTo(ExitCode.FAILED);

        JsonNode mistake = new ObjectMapper().readTree(out.toString()).get(0);
        assertThat(mistake.get("line").asInt()).isEqualTo(1);
        assertThat(mistake.get("column").asInt()).isEqualTo(10);
        assertThat(mistake.get("path").asText()).isEqualTo("version");
    }

    @Test
    void lintWithoutAFileSaysWhatTheSmallestOneIs() {
        assertThat(execute("lint", directory.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("There is no file").contains("version: 1");
    }

    private int execute(String... arguments) {
        Surroundings surroundings = new Surroundings(
                Map.of(
                        "SLIPWAY_ROOT",
                        directory.toString(),
                        "SLIPWAY_HOME",
                        directory.resolve("home").toString()),
                Clock.systemUTC());
        return Commands.line(surroundings)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
