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
import dev.slipway.builder.domain.ComponentResult;
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
import dev.slipway.steplog.SecretFiles;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
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
    private final MemoryKeptBuilds builds = new MemoryKeptBuilds();
    private final MemoryCacheRegister register = new MemoryCacheRegister(Clock.systemUTC());

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
        engine.find(EngineObject.Kind.VOLUME, Map.of(Labels.INSTANCE, INSTANCE)).forEach(engine::remove);
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

        ComponentResult.Built built = built(result, run);
        assertThat(built.files()).containsExactlyInAnyOrder("out/who", "out/where", "out/env");
        assertThat(artifact(built, "out/who")).isEqualTo("1000\n");
        assertThat(artifact(built, "out/where")).isEqualTo("/workspace\n");
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

        assertThat(artifact(built(procedure().build(next), next), "out")).isEqualTo("ok\n");
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

        assertThat(artifact(built(result, run), "count")).isEqualTo("8\n");
        assertThat(run.lines())
                .anyMatch(line -> line.endsWith("is running: taking it over"))
                .contains("line 0", "line 3", "line 4", "line 7");
    }

    @Test
    void cacheIsWrittenByOneBuildFoundByTheNextAndSweptWhenItIsOld() throws Exception {
        String build = """
                run: ./compile.sh
                      artifacts: [ found ]
                      cache: [ /var/cache/tools ]
                """;
        String script = "#!/bin/sh\nset -e\ncat /var/cache/tools/kept > found || echo cold > found\n";
        FakeRun first = pushed(build, script + "echo warm > /var/cache/tools/kept\n");
        assertThat(artifact(built(procedure().build(first), first), "found")).isEqualTo("cold\n");
        FakeRun second = pushed(build, script);

        assertThat(artifact(built(procedure().build(second), second), "found")).isEqualTo("warm\n");

        engine.find(EngineObject.Kind.CONTAINER, Map.of(Labels.INSTANCE, INSTANCE))
                .forEach(engine::remove);
        caches(Clock.systemUTC()).sweep(run -> false);
        assertThat(volumes()).hasSize(1);
        caches(Clock.offset(Clock.systemUTC(), Duration.ofDays(15))).sweep(run -> false);
        assertThat(volumes()).isEmpty();
    }

    @Test
    void secretIsReadableForTheBuildAloneAndNeitherInItsEnvironmentNorOnACommandLine() throws Exception {
        Path secret = folder.resolve("secrets/shared/NPM_TOKEN");
        Files.createDirectories(secret.getParent());
        Files.writeString(secret, "canary-0815");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        FakeRun run = pushed("""
                run: ./compile.sh
                      artifacts: [ out ]
                      secrets: [ NPM_TOKEN ]
                """, """
                #!/bin/sh
                set -e
                stat -c '%a %u' /run/secrets/NPM_TOKEN > out
                env | grep -c canary >> out || true
                cat /proc/*/cmdline | tr '\\0' ' ' | grep -c canar[y] >> out || true
                cat /run/secrets/NPM_TOKEN
                base64 /run/secrets/NPM_TOKEN
                """);

        ComponentResult.Built built = built(procedure().build(run), run);

        assertThat(artifact(built, "out")).isEqualTo("400 1000\n0\n0\n");
        assertThat(run.lines()).noneMatch(line -> line.contains("canary") || line.contains("Y2FuYXJ5"));
        assertThat(run.lines()).contains("***");
    }

    @Test
    void unchangedFolderStartsNoContainerAndItsNeighbourDoes() throws Exception {
        String file = """
                version: 1
                components:
                  api:
                    path: api
                    build: { image: "debian:trixie-slim", run: sh build.sh, artifacts: out }
                  web:
                    path: web
                    build: { image: "debian:trixie-slim", mount: /srv/web, run: sh build.sh, artifacts: out }
                """;
        repository
                .with("slipway.yml", file)
                .with("api/build.sh", "pwd > out; ls >> out")
                .with("web/build.sh", "pwd > out; ls >> out");
        FakeRun first = push(repository.commit("Two components"));
        BuildResult cold = procedure().build(first);
        FakeRun second = push(repository.with("web/index.html", "<h1/>").commit("One changes"));

        BuildResult warm = procedure().build(second);

        assertThat(artifact(component(cold, 0), "out")).isEqualTo("/workspace\nbuild.sh\nout\n");
        assertThat(artifact(component(cold, 1), "out")).isEqualTo("/srv/web\nbuild.sh\nout\n");
        assertThat(component(warm, 0).reusedFrom())
                .isEqualTo(first.pipelineRun().id());
        assertThat(component(warm, 1).reusedFrom()).isNull();
        assertThat(artifact(component(warm, 1), "out")).contains("index.html");
        assertThat(containers())
                .extracting(container -> container.name().replaceFirst(".*-build-", ""))
                .containsExactlyInAnyOrder("api", "web", "web");
    }

    @Test
    void cancelledRunLeavesNoContainerOfAnyComponent() throws Exception {
        String file = """
                version: 1
                components:
                  api: { path: api, build: { image: "debian:trixie-slim", run: sleep 60, artifacts: out } }
                  web: { path: web, build: { image: "debian:trixie-slim", run: sleep 60, artifacts: out } }
                """;
        FakeRun run = push(repository
                .with("slipway.yml", file)
                .with("api/x", "")
                .with("web/x", "")
                .commit("Two that take long"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BuildResult> building = threads.submit(() -> procedure().build(run));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> run.lines().containsAll(List.of("api | $ sleep 60", "web | $ sleep 60")));
            building.cancel(true);
        }

        new BuildCleanup(engine, bookmarks, caches(Clock.systemUTC()), INSTANCE, folder.resolve("work"), Duration.ZERO)
                .discard(run.id());

        assertThat(containers()).isEmpty();
    }

    @Test
    void whatARunLeftIsSweptWhenItIsOver() throws Exception {
        FakeRun run = pushed("""
                run: "true"
                      artifacts: [ compile.sh ]
                """, "#!/bin/sh\n");
        procedure().build(run);
        BuildCleanup cleanup = new BuildCleanup(
                engine, bookmarks, caches(Clock.systemUTC()), INSTANCE, folder.resolve("work"), Duration.ZERO);

        cleanup.sweep(run.id()::equals);
        assertThat(containers()).hasSize(1);
        cleanup.sweep(other -> false);
        assertThat(containers()).isEmpty();
    }

    private List<EngineObject> containers() {
        return engine.find(EngineObject.Kind.CONTAINER, Map.of(Labels.INSTANCE, INSTANCE));
    }

    private List<EngineObject> volumes() {
        return engine.find(EngineObject.Kind.VOLUME, Map.of(Labels.INSTANCE, INSTANCE));
    }

    private static ComponentResult.Built component(BuildResult result, int index) {
        assertThat(result).isInstanceOf(BuildResult.Concluded.class);
        ComponentResult one = ((BuildResult.Concluded) result).components().get(index);
        assertThat(one).isInstanceOf(ComponentResult.Built.class);
        return (ComponentResult.Built) one;
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
        return push(revision);
    }

    private FakeRun push(String revision) {
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

    private CacheVolumes caches(Clock clock) {
        CacheVolumes.Rules rules = new CacheVolumes.Rules(Duration.ofDays(14), 1 << 20, Duration.ofHours(1));
        return new CacheVolumes(engine, register, INSTANCE, rules, clock);
    }

    private BuildProcedure procedure() {
        return new BuildProcedure(
                new JGitSourceCheckout(
                        folder.resolve("mirrors"),
                        new AllowedRepositories(List.of(folder.resolve("git"))),
                        new JGitSourceCheckout.Limits(
                                Duration.ofSeconds(5), Duration.ofMinutes(1), TREE, Duration.ofDays(1), 1L << 30),
                        GitAccess.NONE),
                new BuildProcedure.Surroundings(
                        store,
                        engine,
                        new DockerImageEngine(connection),
                        bookmarks,
                        builds,
                        caches(Clock.systemUTC()),
                        new SecretFiles(folder.resolve("secrets"))),
                new BuildLimits(INSTANCE, 1, 64, 2, TREE),
                folder.resolve("work"));
    }

    private String artifact(ComponentResult.Built built, String path) throws Exception {
        try (InputStream tar = store.open(built.artifacts())) {
            return new String(Archive.readFile(tar, path, 1000).orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    private static ComponentResult.Built built(BuildResult result, FakeRun run) {
        assertThat(result).as(String.join("\n", run.lines())).isInstanceOf(BuildResult.Concluded.class);
        ComponentResult only = ((BuildResult.Concluded) result).components().getFirst();
        assertThat(only).as(String.join("\n", run.lines())).isInstanceOf(ComponentResult.Built.class);
        return (ComponentResult.Built) only;
    }

    private static Failure failure(BuildResult result) {
        assertThat(result).isInstanceOf(BuildResult.Concluded.class);
        ComponentResult only = ((BuildResult.Concluded) result).components().getFirst();
        assertThat(only).isInstanceOf(ComponentResult.Failed.class);
        return ((ComponentResult.Failed) only).failure();
    }
}
