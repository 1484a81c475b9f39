package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.port.SourceCheckout;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit.Reason;
import dev.slipway.engine.FakeCommand;
import dev.slipway.engine.FakeContainerEngine;
import dev.slipway.engine.FakeImageEngine;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildProcedureTest {

    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    private static final String PIPELINE_FILE = """
            version: 1
            components:
              app:
                build:
                  image: debian:trixie-slim
                  run: [ ./prepare.sh, ./compile.sh ]
                  artifacts: [ app, "reports/*.xml" ]
                  timeout: 3s
                  memory: 64M
                package: { image: team/app }
                test: { compose: docker-compose.yml, run: ./test.sh }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeContainerEngine engine = new FakeContainerEngine(Clock.systemUTC());
    private final MemoryLogBookmarks bookmarks = new MemoryLogBookmarks();
    private final FakeImageEngine images = new FakeImageEngine();
    private final FakeRun run = new FakeRun(new CommitPushed(
            new PipelineRun(
                    new PipelineRunId(UUID.randomUUID()),
                    "https://git.example.com/app.git",
                    "refs/heads/develop",
                    REVISION,
                    "develop-14",
                    14),
            Trigger.PUSH,
            "ada",
            null));
    private String pipelineFile = PIPELINE_FILE;
    private long freeBytes;

    @BeforeEach
    void imageIsThere() {
        images.add("debian:trixie-slim");
    }

    @Test
    void successfulBuildKeepsSourceAndArtifacts() throws Exception {
        engine.script(spec -> true, container -> {
            container.out("$ ./prepare.sh\n$ ./compile.sh\ncompiled\n");
            container.writeFile("/workspace/app", "binary");
            container.writeFile("/workspace/reports/TEST-1.xml", "<x/>");
            container.writeFile("/workspace/other", "not kept");
            return 0;
        });

        BuildResult result = procedure().build(run);

        assertThat(result).isInstanceOfSatisfying(BuildResult.Built.class, built -> {
            assertThat(built.component()).isEqualTo("app");
            assertThat(built.files()).containsExactlyInAnyOrder("app", "reports/TEST-1.xml");
        });
        assertThat(run.announced()).containsExactly(new BuildStarted(run.pipelineRun(), "app", "debian:trixie-slim"));
        assertThat(run.lines())
                .contains("started by a push of ada", "revision   " + REVISION, "compiled", "build succeeded")
                .anyMatch(line -> line.startsWith("$ docker run --rm ") && line.contains("SLIPWAY_VERSION=develop-14"));
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void failingLineNamesItselfItsCodeAndTheEndOfTheLog() throws Exception {
        engine.script(spec -> true, container -> {
            container.out("$ ./prepare.sh\n$ ./compile.sh\n");
            container.err("main.go:1: syntax error\n");
            return 2;
        });

        Failure failure = failure(procedure().build(run));

        assertThat(failure.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(failure.step()).isEqualTo("./compile.sh");
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure.logTail()).endsWith("main.go:1: syntax error");
        assertThat(run.lines()).endsWith("build failed: './compile.sh' ended with exit code 2");
    }

    @Test
    void memoryLimitIsNamedWithTheKeyThatRaisesIt() throws Exception {
        engine.script(spec -> true, container -> {
            container.outOfMemory();
            return 137;
        });

        assertThat(failure(procedure().build(run)).reason()).contains("64 MiB").contains("components.app.build.memory");
    }

    @Test
    void timeLimitIsNamedWithTheKeyThatRaisesIt() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("3s", "1s");
        engine.script(spec -> true, FakeCommand.hang());

        assertThat(failure(procedure().build(run)).reason()).contains("1s").contains("components.app.build.timeout");
    }

    @Test
    void artifactThatIsMissingFailsTheBuild() throws Exception {
        engine.script(spec -> true, container -> {
            container.writeFile("/workspace/app", "binary");
            return 0;
        });

        assertThat(failure(procedure().build(run)).reason()).contains("nothing matches reports/*.xml");
    }

    @Test
    void missingPipelineFileShowsTheSmallestOne() throws Exception {
        pipelineFile = "";

        assertThat(failure(procedure().build(run)).reason())
                .contains("no file slipway.yml")
                .contains("components:");
    }

    @Test
    void everyMistakeOfThePipelineFileIsTold() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("image: debian", "imgae: debian").replace("version: 1", "version: 7");

        Failure failure = failure(procedure().build(run));

        assertThat(failure.reason()).contains("slipway.yml:1:").contains("slipway.yml:5:");
        assertThat(run.lines()).anyMatch(line -> line.startsWith("slipway.yml:5:"));
    }

    @Test
    void theSmallestPipelineFileIsValid() throws Exception {
        pipelineFile = PipelineFileInTree.SMALLEST;
        engine.script(spec -> true, FakeCommand.exit(1));
        images.add("golang:1.24");

        assertThat(failure(procedure().build(run)).exitCode()).isEqualTo(1);
    }

    @Test
    void missingBuilderImageIsNamed() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("debian:trixie-slim", "nowhere/tools:7");

        assertThat(failure(procedure().build(run)).reason())
                .contains("nowhere/tools:7")
                .contains("build.image");
    }

    @Test
    void fullStoreIsOurErrorAtOnce() throws Exception {
        freeBytes = Long.MAX_VALUE / 2;

        Failure failure = failure(procedure().build(run));

        assertThat(failure.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(failure.reason()).contains(folder.resolve("store").toString());
    }

    @Test
    void secondAttemptTakesTheFinishedContainerOver() throws Exception {
        engine.script(spec -> true, container -> {
            container.out("compiled once\n");
            container.writeFile("/workspace/app", "binary");
            container.writeFile("/workspace/reports/TEST-1.xml", "<x/>");
            return 0;
        });
        procedure().build(run);
        run.nextAttempt();

        BuildResult result = procedure().build(run);

        assertThat(result).isInstanceOf(BuildResult.Built.class);
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("start")).hasSize(1);
        assertThat(run.lines()).filteredOn("compiled once"::equals).hasSize(1);
        assertThat(run.lines()).anyMatch(line -> line.endsWith("taking it over"));
    }

    @Test
    void troubleWithTheEngineGoesUpAndTheNextAttemptSucceeds() throws Exception {
        engine.script(spec -> true, container -> {
            container.writeFile("/workspace/app", "binary");
            container.writeFile("/workspace/reports/TEST-1.xml", "<x/>");
            return 0;
        });
        engine.failAtCall(2);
        assertThatThrownBy(() -> procedure().build(run)).isInstanceOf(ContainerEngineException.class);
        run.nextAttempt();

        assertThat(procedure().build(run)).isInstanceOf(BuildResult.Built.class);
    }

    @Test
    void containerLostWithItsEngineIsBuiltAgainFromTheStart() throws Exception {
        engine.script(spec -> true, container -> {
            Thread.ofVirtual().start(engine::restart);
            return FakeCommand.hang().run(container);
        });

        BuildResult result = procedure().build(run);

        assertThat(result)
                .isInstanceOfSatisfying(
                        BuildResult.Lost.class,
                        lost -> assertThat(lost.reason()).contains(Reason.ENGINE_RESTARTED.name()));
        assertThat(engine.calls()).last().asString().startsWith("remove");
    }

    private BuildProcedure procedure() {
        SourceCheckout checkout = (source, target) -> {
            try {
                Files.createDirectories(target);
                if (!pipelineFile.isEmpty()) {
                    Files.writeString(target.resolve("slipway.yml"), pipelineFile);
                }
                return new CheckoutResult.CheckedOut(List.of("0123456 Ada: First"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        ArtifactStore store = new DirectoryArtifactStore(folder.resolve("store"), new StoreLimits(freeBytes, 1 << 20));
        return new BuildProcedure(
                checkout,
                store,
                engine,
                images,
                bookmarks,
                new BuildLimits("test", 1, 64, new ArchiveLimits(1 << 20, 100, 200)),
                folder.resolve("work"));
    }

    private static Failure failure(BuildResult result) {
        assertThat(result).isInstanceOf(BuildResult.Failed.class);
        return ((BuildResult.Failed) result).failure();
    }
}
