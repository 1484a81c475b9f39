package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.outbound.git.GitAccess;
import dev.slipway.builder.outbound.git.JGitSourceCheckout;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.Labels;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerContainerEngine;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Trigger;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story with a real repository and a real engine. */
class BuildProcedureIT {

    private static final String INSTANCE = "builder-it-" + UUID.randomUUID();
    private static final ArchiveLimits TREE = new ArchiveLimits(64 << 20, 10_000, 500);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final DockerConnection connection = DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);
    private final DockerContainerEngine engine = new DockerContainerEngine(connection);
    private final MemoryLogBookmarks bookmarks = new MemoryLogBookmarks();

    @SuppressWarnings("NullAway.Init")
    private GitRepository repository;

    @SuppressWarnings("NullAway.Init")
    private ArtifactStore store;

    @BeforeEach
    void start() throws Exception {
        repository = new GitRepository(folder.resolve("git/app"));
        store = new DirectoryArtifactStore(folder.resolve("store"), new StoreLimits(0, 64 << 20));
    }

    @AfterEach
    void cleanUp() {
        engine.find(EngineObject.Kind.CONTAINER, Map.of(Labels.INSTANCE, INSTANCE))
                .forEach(engine::remove);
        repository.close();
        connection.close();
    }

    @Test
    void scriptBuildsAsAnOrdinaryUserInItsFolderAndItsFilesAreKept() throws Exception {
        FakeRun run = pushed(
                """
                run: [ ./compile.sh ]
                      artifacts: [ out ]
                """,
                "#!/bin/sh\nset -e\nmkdir out\nid -u > out/who\npwd > out/where\n"
                        + "echo $SLIPWAY_VERSION $CI $HOME > out/env\ntouch tracked.txt\n");

        BuildResult result = procedure().build(run);

        assertThat(result).as(String.join("\n", run.lines())).isInstanceOf(BuildResult.Built.class);
        BuildResult.Built built = (BuildResult.Built) result;
        assertThat(built.files()).containsExactlyInAnyOrder("out/who", "out/where", "out/env");
        assertThat(artifact(built, "out/who")).isEqualTo("1000\n");
        assertThat(artifact(built, "out/where")).isEqualTo("/workspace/go-auth\n");
        assertThat(artifact(built, "out/env")).isEqualTo("develop-1 true /tmp\n");
    }

    @Test
    void firstFailingLineEndsTheBuild() throws Exception {
        FakeRun run = pushed("""
                run: [ ./compile.sh, echo unreachable ]
                      artifacts: [ out ]
                """, "#!/bin/sh\necho 'main.go:7: undefined: x' >&2\nexit 3\n");

        Failure failure = failure(procedure().build(run));

        assertThat(failure.step()).isEqualTo("./compile.sh");
        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.logTail()).containsExactlyInAnyOrder("$ ./compile.sh", "main.go:7: undefined: x");
        assertThat(run.lines()).doesNotContain("unreachable");
    }

    @Test
    void memoryLimitEndsTheBuild() throws Exception {
        FakeRun run = pushed("""
                run: "tail /dev/zero"
                      artifacts: [ out ]
                      memory: 32M
                """, "#!/bin/sh\n");

        assertThat(failure(procedure().build(run)).reason()).contains("32 MiB");
    }

    @Test
    void hostileArtifactsAreRefusedAndTheNextBuildRuns() throws Exception {
        for (String line : List.of("ln -s /etc/passwd out", "ln -s ../../etc out", "mkfifo out")) {
            FakeRun run = pushed("""
                    run: "%s"
                          artifacts: [ out ]
                    """.formatted(line), "#!/bin/sh\n");

            assertThat(failure(procedure().build(run)).reason())
                    .as(line)
                    .startsWith("the build's folder cannot be kept: ")
                    .contains("/out: ");
        }
        FakeRun next = pushed("""
                run: [ ln -s /usr/bin/env tool, echo ok > out, chmod 6755 out ]
                      artifacts: [ out ]
                """, "#!/bin/sh\n");

        BuildResult result = procedure().build(next);

        assertThat(result).as(String.join("\n", next.lines())).isInstanceOf(BuildResult.Built.class);
        assertThat(artifact((BuildResult.Built) result, "out")).isEqualTo("ok\n");
    }

    @Test
    void anotherBuilderTakesTheRunningBuildOver() throws Exception {
        FakeRun run = pushed(
                """
                run: ./compile.sh
                      artifacts: [ count ]
                """,
                "#!/bin/sh\ni=0\nwhile [ $i -lt 8 ]; do echo line $i; i=$((i+1)); sleep 0.5; done\necho $i > count\n");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BuildResult> dying = threads.submit(() -> procedure().build(run));
            await().atMost(Duration.ofSeconds(20)).until(() -> run.lines().contains("line 3"));
            dying.cancel(true);
        }
        run.nextAttempt();

        BuildResult result = procedure().build(run);

        assertThat(result).as(String.join("\n", run.lines())).isInstanceOf(BuildResult.Built.class);
        assertThat(artifact((BuildResult.Built) result, "count")).isEqualTo("8\n");
        assertThat(run.lines())
                .anyMatch(line -> line.endsWith("is running: taking it over"))
                .contains("line 0", "line 3", "line 4", "line 7");
    }

    @Test
    void whatARunLeftIsSweptWhenItIsOver() throws Exception {
        FakeRun run = pushed("""
                run: "true"
                      artifacts: [ compile.sh ]
                """, "#!/bin/sh\n");
        procedure().build(run);
        BuildCleanup cleanup = new BuildCleanup(engine, bookmarks, INSTANCE, folder.resolve("work"), Duration.ZERO);

        cleanup.sweep(run.id()::equals);
        assertThat(containers()).hasSize(1);
        cleanup.sweep(other -> false);
        assertThat(containers()).isEmpty();
    }

    private List<EngineObject> containers() {
        return engine.find(EngineObject.Kind.CONTAINER, Map.of(Labels.INSTANCE, INSTANCE));
    }

    private FakeRun pushed(String build, String script) throws Exception {
        String file = """
                version: 1
                components:
                  app:
                    path: go-auth
                    build:
                      image: debian:trixie-slim
                      %s
                    package: { image: team/app }
                    test: { compose: docker-compose.yml, run: ./test.sh }
                """.formatted(build.strip());
        String revision = repository
                .with("slipway.yml", file)
                .with("go-auth/compile.sh", script)
                .with("go-auth/tracked.txt", "old")
                .commit("Change");
        return new FakeRun(new CommitPushed(
                new PipelineRun(
                        new PipelineRunId(UUID.randomUUID()),
                        repository.url(),
                        "refs/heads/develop",
                        revision,
                        "develop-1",
                        1),
                Trigger.PUSH,
                "ada",
                null));
    }

    private BuildProcedure procedure() {
        return new BuildProcedure(
                new JGitSourceCheckout(
                        folder.resolve("mirrors"),
                        new AllowedRepositories(List.of(folder.resolve("git"))),
                        new JGitSourceCheckout.Limits(
                                Duration.ofSeconds(5), Duration.ofMinutes(1), TREE, Duration.ofDays(1), 1L << 30),
                        GitAccess.NONE),
                store,
                engine,
                new DockerImageEngine(connection),
                bookmarks,
                new BuildLimits(INSTANCE, 1, 64, TREE),
                folder.resolve("work"));
    }

    private String artifact(BuildResult.Built built, String path) throws Exception {
        try (InputStream tar = store.open(built.artifacts())) {
            return new String(Archive.readFile(tar, path, 1000).orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    private static Failure failure(BuildResult result) {
        assertThat(result).isInstanceOf(BuildResult.Failed.class);
        return ((BuildResult.Failed) result).failure();
    }
}
