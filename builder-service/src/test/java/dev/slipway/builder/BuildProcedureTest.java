package dev.slipway.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.builder.inbound.BuildStage;
import dev.slipway.builder.port.SourceCheckout;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit.Reason;
import dev.slipway.engine.FakeCommand;
import dev.slipway.engine.FakeContainerEngine;
import dev.slipway.engine.FakeImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.Conclusion;
import dev.slipway.steplog.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private static final String MONOREPO = """
            version: 1
            components:
              api:
                path: api
                build: { image: "debian:trixie-slim", run: make, artifacts: out }
              web:
                path: web
                build: { image: "debian:trixie-slim", run: make, artifacts: out }
              docs:
            """;
    private static final CacheVolumes.Rules RULES =
            new CacheVolumes.Rules(Duration.ofDays(14), 1 << 20, Duration.ofHours(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeContainerEngine engine = new FakeContainerEngine(Clock.systemUTC());
    private final MemoryLogBookmarks bookmarks = new MemoryLogBookmarks();
    private final FakeImageEngine images = new FakeImageEngine();
    private final MemoryKeptBuilds builds = new MemoryKeptBuilds();
    private final MemoryCacheRegister caches = new MemoryCacheRegister(Clock.systemUTC());
    private final FakeRun run = push(14);
    private final Map<String, String> tree = new HashMap<>();
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

        ComponentResult.Built built = built(result);
        assertThat(built.component()).isEqualTo("app");
        assertThat(built.reusedFrom()).isNull();
        assertThat(built.files()).containsExactlyInAnyOrder("app", "reports/TEST-1.xml");
        assertThat(run.announced())
                .containsExactly(new BuildStarted(run.pipelineRun(), "app", "debian:trixie-slim", builderDigest()));
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
                .contains("version: 1");
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

        ComponentResult.Built built = built(procedure().build(run));

        assertThat(built.component()).isEqualTo("app");
        assertThat(built.files()).isEmpty();
        assertThat(run.lines()).anyMatch(line -> line.contains("slipway.yml names no build"));
        assertThat(engine.calls()).isEmpty();
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

        assertThat(built(result).reusedFrom()).isNull();
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

        assertThat(built(procedure().build(run)).component()).isEqualTo("app");
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

    @Test
    void componentsAreBuiltSideBySideAndTellThemselvesApart() throws Exception {
        pipelineFile = MONOREPO;
        tree.putAll(Map.of("api/main.go", "package main", "web/index.html", "<h1/>"));
        CountDownLatch bothRun = new CountDownLatch(2);
        engine.script(spec -> true, container -> {
            bothRun.countDown();
            assertThat(bothRun.await(10, TimeUnit.SECONDS)).isTrue();
            container.out("working\n");
            container.writeFile("/workspace/out", "built");
            return 0;
        });

        List<ComponentResult> components = components(procedure().build(run));

        assertThat(components).extracting(ComponentResult::component).containsExactly("api", "web", "docs");
        assertThat(components).allMatch(ComponentResult.Built.class::isInstance);
        assertThat(run.lines())
                .contains("3 components: api, web, docs", "api | working", "web | working", "3 of 3 components go on")
                .anyMatch(line -> line.startsWith("api | $ docker run") && line.contains("\"$PWD\"/api:/workspace"));
    }

    @Test
    void componentThatFailsLeavesTheOthersAlone() throws Exception {
        pipelineFile = MONOREPO;
        tree.putAll(Map.of("api/main.go", "package main", "web/index.html", "<h1/>"));
        engine.script(spec -> true, container -> {
            if (container.spec().name().endsWith("-api")) {
                container.err("main.go:1: undefined\n");
                return 2;
            }
            container.writeFile("/workspace/out", "built");
            return 0;
        });

        List<ComponentResult> components = components(procedure().build(run));

        assertThat(components.get(0)).isInstanceOfSatisfying(ComponentResult.Failed.class, failed -> {
            assertThat(failed.component()).isEqualTo("api");
            assertThat(failed.failure().logTail()).contains("main.go:1: undefined");
        });
        assertThat(components.get(1)).isInstanceOf(ComponentResult.Built.class);
        assertThat(components.get(2)).isInstanceOf(ComponentResult.Built.class);
        assertThat(run.lines()).contains("2 of 3 components go on; failed: api");
    }

    @Test
    void conclusionTellsTheEndOfEachComponentTheFailedOnesLast() throws Exception {
        pipelineFile = MONOREPO;
        tree.putAll(Map.of("api/main.go", "package main", "web/index.html", "<h1/>"));
        engine.script(spec -> true, container -> {
            container.writeFile("/workspace/out", "built");
            return container.spec().name().endsWith("-api") ? 2 : 0;
        });
        BuildCleanup cleanup =
                new BuildCleanup(engine, bookmarks, cacheVolumes(), "test", folder.resolve("work"), Duration.ZERO);

        Conclusion conclusion = new BuildStage(procedure(), cleanup).work(run);

        assertThat(conclusion).isInstanceOfSatisfying(Conclusion.Finished.class, finished -> {
            assertThat(finished.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(finished.reason()).isEqualTo("api: 'make' ended with exit code 2");
            assertThat(finished.events())
                    .satisfiesExactly(
                            web -> assertThat(((ArtifactBuilt) web).component()).isEqualTo("web"),
                            docs -> assertThat(((ArtifactBuilt) docs).component())
                                    .isEqualTo("docs"),
                            api -> assertThat(((BuildFailed) api).component()).isEqualTo("api"));
        });
    }

    @Test
    void lostComponentIsBuiltAgainAndTheOthersAreFoundDone() throws Exception {
        pipelineFile = MONOREPO;
        tree.putAll(Map.of("api/main.go", "package main", "web/index.html", "<h1/>"));
        engine.script(spec -> spec.name().endsWith("-web"), container -> {
            container.writeFile("/workspace/out", "built");
            return 0;
        });
        engine.script(spec -> spec.name().endsWith("-api"), container -> {
            await().until(() -> run.lines().contains("web | build succeeded"));
            engine.restart();
            return FakeCommand.hang().run(container);
        });
        assertThat(procedure().build(run)).isInstanceOf(BuildResult.Lost.class);
        engine.script(spec -> spec.name().endsWith("-api"), container -> {
            container.writeFile("/workspace/out", "built");
            return 0;
        });
        run.nextAttempt();

        assertThat(components(procedure().build(run))).allMatch(ComponentResult.Built.class::isInstance);
        assertThat(engine.calls())
                .filteredOn(call -> call.startsWith("start") && call.endsWith("-web"))
                .hasSize(1);
        assertThat(engine.calls())
                .filteredOn(call -> call.startsWith("start") && call.endsWith("-api"))
                .hasSize(2);
    }

    @Test
    void folderOfAComponentThatIsMissingIsNamedWithAllOthers() throws Exception {
        pipelineFile = MONOREPO;

        assertThat(failure(procedure().build(run)).reason())
                .contains("components.api.path names api")
                .contains("components.web.path names web");
    }

    @Test
    void unchangedComponentIsNotBuiltAgainAndSaysFromWhere() throws Exception {
        pipelineFile = MONOREPO;
        tree.putAll(Map.of("api/main.go", "package main", "web/index.html", "<h1/>"));
        engine.script(spec -> true, container -> {
            container.writeFile("/workspace/out", "built");
            return 0;
        });
        components(procedure().build(run));
        int before = engine.calls().size();
        tree.put("web/index.html", "<h1>changed</h1>");
        FakeRun second = push(15);

        List<ComponentResult> components = components(procedure().build(second));

        assertThat(components.get(0))
                .isInstanceOfSatisfying(
                        ComponentResult.Built.class,
                        api -> assertThat(api.reusedFrom())
                                .isEqualTo(run.pipelineRun().id()));
        assertThat(components.get(1))
                .isInstanceOfSatisfying(
                        ComponentResult.Built.class,
                        web -> assertThat(web.reusedFrom()).isNull());
        assertThat(engine.calls().subList(before, engine.calls().size()))
                .noneMatch(call -> call.endsWith("-api"))
                .anyMatch(call -> call.startsWith("start") && call.endsWith("-web"));
        assertThat(second.lines())
                .contains("api | not built again; reused from develop-14, run "
                        + run.pipelineRun().id());
        assertThat(second.announced())
                .containsExactly(new BuildStarted(second.pipelineRun(), "web", "debian:trixie-slim", builderDigest()));
    }

    @Test
    void whatIsBuiltFromOtherInputIsBuiltAgain() throws Exception {
        buildsApp();
        built(procedure().build(run));

        pipelineFile = PIPELINE_FILE.replace("[ ./prepare.sh, ./compile.sh ]", "./compile.sh");
        assertThat(built(procedure().build(push(15))).reusedFrom()).isNull();
        pipelineFile = PIPELINE_FILE.replace("timeout: 3s", "env: { MODE: release }");
        assertThat(built(procedure().build(push(16))).reusedFrom()).isNull();
        pipelineFile = PIPELINE_FILE;
        tree.put("main.c", "int main;");
        assertThat(built(procedure().build(push(17))).reusedFrom()).isNull();
        tree.clear();
        FakeRun again = push(18);
        assertThat(built(procedure().build(again)).reusedFrom())
                .isEqualTo(run.pipelineRun().id());
    }

    @Test
    void movedTagOfTheBuilderImageBuildsAgain() throws Exception {
        buildsApp();
        built(procedure().build(run));
        images.add("debian:forky");
        images.tag("debian:forky", ImageReference.parse("debian:trixie-slim"));

        assertThat(built(procedure().build(push(15))).reusedFrom()).isNull();
    }

    @Test
    void buildThatReadsItsVersionIsNotTakenFromAnotherVersion() throws Exception {
        tree.put("compile.sh", "echo $SLIPWAY_VERSION > app");
        buildsApp();
        built(procedure().build(run));

        assertThat(built(procedure().build(push(15))).reusedFrom()).isNull();
    }

    @Test
    void artifactThatIsGoneIsBuiltAgain() throws Exception {
        buildsApp();
        ComponentResult.Built first = built(procedure().build(run));
        try (var objects = Files.walk(folder.resolve("store"))) {
            String name = first.artifacts().hex();
            objects.filter(file -> file.toString().replace("/", "").contains(name.substring(4)))
                    .filter(Files::isRegularFile)
                    .forEach(file -> file.toFile().delete());
        }

        ComponentResult.Built second = built(procedure().build(push(15)));

        assertThat(second.reusedFrom()).isNull();
        assertThat(second.artifacts()).isEqualTo(first.artifacts());
    }

    @Test
    void secretIsAFileForTheBuildAndMaskedWhateverTheBuildSays() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("timeout: 3s", "secrets: [ NPM_TOKEN ]");
        secret("NPM_TOKEN", "canary-0815");
        engine.script(spec -> true, container -> {
            String token = container.readFile("/run/secrets/NPM_TOKEN").orElseThrow();
            container.out("plain " + token + "\n");
            container.out("split can");
            container.out("ary-0815\n");
            container.out("base64 " + Base64.getEncoder().encodeToString(token.getBytes(UTF_8)) + "\n");
            container.err("failing with " + token + "\n");
            return 3;
        });

        Failure failure = failure(procedure().build(run));

        assertThat(failure.logTail()).contains("failing with ***");
        assertThat(run.lines()).contains("plain ***", "split ***", "failing with ***");
        assertThat(String.join("\n", run.lines()) + failure + run.announced())
                .doesNotContain("canary-0815")
                .doesNotContain("Y2FuYXJ5LTA4MTU");
        assertThat(engine.calls()).noneMatch(call -> call.contains("canary"));
    }

    @Test
    void secretThatIsMissingFailsItsComponentBeforeAContainerStarts() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("timeout: 3s", "secrets: [ NPM_TOKEN ]");

        assertThat(failure(procedure().build(run)).reason())
                .contains("secret NPM_TOKEN is not there")
                .contains("repositories/git.example.com/app/NPM_TOKEN");
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void cacheIsTheSameVolumeInTheNextBuildOfTheComponent() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("timeout: 3s", "cache: [ /go/cache ]");
        List<Map<String, String>> volumes = new CopyOnWriteArrayList<>();
        engine.script(spec -> true, container -> {
            volumes.add(container.spec().volumes());
            container.writeFile("/workspace/app", "binary");
            container.writeFile("/workspace/reports/TEST-1.xml", "<x/>");
            return 0;
        });

        built(procedure().build(run));
        tree.put("changed", "");
        built(procedure().build(push(15)));

        assertThat(volumes).hasSize(2);
        assertThat(volumes.get(0)).containsOnlyKeys("/go/cache").isEqualTo(volumes.get(1));
    }

    @Test
    void limitsOfTheFileAreBoundedByTheInstallations() throws Exception {
        pipelineFile = PIPELINE_FILE.replace("timeout: 3s", "cpus: 0.5\n      processes: 1000");
        List<ResourceLimits> limits = new CopyOnWriteArrayList<>();
        engine.script(spec -> true, container -> {
            limits.add(container.spec().limits());
            return 1;
        });

        failure(procedure().build(run));

        assertThat(limits).containsExactly(new ResourceLimits(64 << 20, 0.5, 64));
    }

    private void buildsApp() {
        engine.script(spec -> true, container -> {
            container.writeFile("/workspace/app", "binary");
            container.writeFile("/workspace/reports/TEST-1.xml", "<x/>");
            return 0;
        });
    }

    private void secret(String name, String value) throws IOException {
        Path file = folder.resolve("secrets/shared").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static FakeRun push(long sequence) {
        return new FakeRun(new CommitPushed(
                new PipelineRun(
                        new PipelineRunId(UUID.randomUUID()),
                        "https://git.example.com/app.git",
                        "refs/heads/develop",
                        REVISION,
                        "develop-" + sequence,
                        sequence),
                Trigger.PUSH,
                "ada",
                null));
    }

    private static List<ComponentResult> components(BuildResult result) {
        assertThat(result).isInstanceOf(BuildResult.Concluded.class);
        return ((BuildResult.Concluded) result).components();
    }

    private CacheVolumes cacheVolumes() {
        return new CacheVolumes(engine, caches, "test", RULES, Clock.systemUTC());
    }

    private BuildProcedure procedure() {
        SourceCheckout checkout = (source, target) -> {
            try {
                Files.createDirectories(target);
                if (!pipelineFile.isEmpty()) {
                    Files.writeString(target.resolve("slipway.yml"), pipelineFile);
                }
                for (Map.Entry<String, String> file : tree.entrySet()) {
                    Path path = target.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                return new CheckoutResult.CheckedOut(List.of("0123456 Ada: First"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        ArtifactStore store = new DirectoryArtifactStore(folder.resolve("store"), new StoreLimits(freeBytes, 1 << 20));
        return new BuildProcedure(
                checkout,
                new BuildProcedure.Surroundings(
                        store,
                        engine,
                        images,
                        bookmarks,
                        builds,
                        cacheVolumes(),
                        new SecretFiles(folder.resolve("secrets"))),
                new BuildLimits("test", 1, 64, 2, new ArchiveLimits(1 << 20, 100, 200)),
                folder.resolve("work"));
    }

    private Digest builderDigest() {
        ImageReference reference = ImageReference.parse("debian:trixie-slim");
        return BuilderImage.of(reference, images.inspect(reference).orElseThrow())
                .digest();
    }

    private static ComponentResult.Built built(BuildResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        BuildResult.Concluded.class,
                        concluded -> assertThat(concluded.components())
                                .singleElement()
                                .isInstanceOf(ComponentResult.Built.class));
        return (ComponentResult.Built)
                ((BuildResult.Concluded) result).components().getFirst();
    }

    private static Failure failure(BuildResult result) {
        return switch (result) {
            case BuildResult.Failed failed -> failed.failure();
            case BuildResult.Concluded concluded
            when concluded.components().getFirst() instanceof ComponentResult.Failed failed -> failed.failure();
            default -> throw new AssertionError(result);
        };
    }
}
