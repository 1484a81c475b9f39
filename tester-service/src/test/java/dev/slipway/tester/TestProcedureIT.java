package dev.slipway.tester;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.Labels;
import dev.slipway.engine.Ownership;
import dev.slipway.engine.Reaper;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerContainerEngine;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.events.TestSummary;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.TestRequest;
import dev.slipway.tester.domain.TestResult;
import dev.slipway.tester.outbound.artifact.StoredReports;
import dev.slipway.tester.outbound.artifact.StoredSnapshots;
import dev.slipway.tester.outbound.compose.ComposeEnvironment;
import dev.slipway.tester.outbound.compose.ComposeProgram;
import dev.slipway.tester.outbound.container.ContainerReportReader;
import dev.slipway.tester.outbound.container.EngineScriptContainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** The whole procedure on a real engine, with a real registry and a real artifact store. */
@Timeout(120)
class TestProcedureIT {

    private static final String INSTANCE = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private static final GenericContainer<?> REGISTRY =
            new GenericContainer<>("slipway/registry:2").withExposedPorts(5000);
    private static final DockerConnection DOCKER =
            DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);
    private static final ContainerEngine ENGINE = new DockerContainerEngine(DOCKER);
    private static final ImageEngine IMAGES = new DockerImageEngine(DOCKER);
    private static dev.slipway.engine.ImageReference tagged;
    private static ImageReference image;

    private static final String APP = """
            services:
              app:
                image: ${IMAGE_app}
                command: [ sh, -c, "echo app $$VERSION_SEEN says hello; touch /tmp/ready; exec sleep 600" ]
                environment: { VERSION_SEEN: "${VERSION}" }
                healthcheck: { test: [ CMD, test, -f, /tmp/ready ], interval: 200ms, retries: 50 }
            """;
    private static final String DATABASE = """
              database:
                image: postgres:17
                environment: { POSTGRES_PASSWORD: secret }
                volumes: [ "data:/var/lib/postgresql/data" ]
                healthcheck: { test: [ CMD, pg_isready, --host=127.0.0.1 ], interval: 300ms, retries: 100 }
            volumes:
              data: {}
            """;

    @TempDir
    private Path folder;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final StepLog log = new StepLog(
            written -> written.stream().map(LogLine::text).forEach(lines::add), SecretMask.NONE, Clock.systemUTC());
    private final Ownership owner = aRun();

    @BeforeAll
    static void pushTheImageUnderTest() {
        REGISTRY.start();
        tagged = dev.slipway.engine.ImageReference.parse(
                "127.0.0.1:" + REGISTRY.getMappedPort(5000) + "/demo/app:develop-1");
        IMAGES.tag("debian:trixie-slim", tagged);
        image = new ImageReference(tagged.name(), Digest.of(IMAGES.push(tagged, null)));
    }

    @AfterAll
    static void forgetIt() {
        IMAGES.removeImage(tagged);
        IMAGES.removeImage(dev.slipway.engine.ImageReference.parse(image.pullable()));
        REGISTRY.stop();
        DOCKER.close();
    }

    @AfterEach
    void nothingOfThisInstallationIsLeft() {
        List<String> left = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (EngineObject object : ENGINE.find(kind, Map.of(Labels.INSTANCE, INSTANCE))) {
                left.add(kind + " " + object.name());
                ENGINE.remove(object);
            }
        }
        assertThat(left).isEmpty();
    }

    @Test
    void scriptThatReachesAppAndDatabasePasses() throws Exception {
        TestResult result = test(owner, APP + DATABASE, "postgres:17", """
                set -e
                getent hosts app
                PGPASSWORD=secret psql -h database -U postgres -c 'create table users (name text)'
                test "$(id -u)" = 1000
                ! getent hosts example.com
                mkdir -p reports
                echo '<testsuite><testcase name="Register User"/></testsuite>' > reports/TEST-a.xml
                """, "2m");

        assertThat(result).isEqualTo(new TestResult.Passed(new TestSummary(1, 0, 0, 0)));
        assertThat(log())
                .contains("CREATE TABLE")
                .contains("+ sh test.sh")
                .contains("app runs " + image.pullable())
                .containsPattern("kept 1 test reports as sha256:[0-9a-f]{64}")
                .endsWith("tests passed: TestSummary[tests=1, failures=0, errors=0, skipped=0]");
    }

    @Test
    void failingScriptFailsWithCodeLastLinesAndTheServicesLogs() throws Exception {
        Failure failure = failure(test(owner, APP, "debian:trixie-slim", "echo 'Fail: Register User'; exit 3", "1m"));

        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.logTail()).endsWith("Fail: Register User");
        assertThat(failure.reason())
                .isEqualTo("the script ended with exit code 3; the logs of app follow in this stage's log");
        assertThat(log()).containsPattern("app-1\\s+\\| app develop-1 says hello");
    }

    @Test
    void reportsWithFailuresFailAScriptThatEndsWithZero() throws Exception {
        String report = "<testsuite><testcase name=\"Conflict\"><failure/></testcase></testsuite>";

        Failure failure = failure(test(
                owner, APP, "debian:trixie-slim", "mkdir reports; echo '" + report + "' >reports/TEST-b.xml", "1m"));

        assertThat(failure.reason()).contains("exit code 0", "1 of 1 test cases failed: Conflict");
    }

    @Test
    void serviceThatNeverGetsHealthyIsNamedWithItsLastLines() throws Exception {
        String compose = APP.replace("[ CMD, test, -f, /tmp/ready ]", "[ CMD, \"false\" ]")
                .replace("50", "3");

        Failure failure = failure(test(owner, compose, "debian:trixie-slim", "true", "1m"));

        assertThat(failure.reason())
                .isEqualTo("the environment did not come up: service app is running, its health check says unhealthy");
        assertThat(failure.logTail()).containsExactly("app develop-1 says hello");
    }

    @Test
    void serviceThatIsNotHealthyInTimeIsNamedWithTheLimit() throws Exception {
        String compose = APP.replace("[ CMD, test, -f, /tmp/ready ]", "[ CMD, \"false\" ]")
                .replace("50", "500");

        Failure failure = failure(test(owner, compose, "debian:trixie-slim", "true", "3s"));

        assertThat(failure.reason()).contains("service app", "starting after 3s, the time limit of the test");
    }

    @Test
    void serviceThatEndsIsNamedWithItsExitCode() throws Exception {
        String compose = APP.replace("exec sleep 600", "exit 4");

        Failure failure = failure(test(owner, compose, "debian:trixie-slim", "true", "1m"));

        assertThat(failure.reason()).endsWith("service app ended with exit code 4");
        assertThat(failure.logTail()).containsExactly("app develop-1 says hello");
    }

    @Test
    void imageOfAServiceThatNobodyHasIsTheUsersToCorrect() throws Exception {
        String compose = APP + "  cache: { image: \"" + tagged.name() + ":none\" }\n";

        assertThat(failure(test(owner, compose, "debian:trixie-slim", "true", "1m"))
                        .reason())
                .contains("service cache wants the image " + tagged.name() + ":none");
    }

    @Test
    void scriptBeyondItsTimeLimitIsStopped() throws Exception {
        Failure failure = failure(test(owner, APP, "debian:trixie-slim", "echo waiting; sleep 100", "4s"));

        assertThat(failure.reason()).contains("took longer than its limit of 4s");
        assertThat(failure.logTail()).endsWith("waiting");
    }

    @Test
    void hostileComposeFileIsRefusedWithLineAndReason() throws Exception {
        Failure failure = failure(test(owner, APP + "    privileged: true\n", "debian:trixie-slim", "true", "1m"));

        assertThat(failure.reason()).startsWith("go-app/compose.yml:7:5: services.app.privileged: ");
    }

    @Test
    void twoAtOnceDoNotMeet() throws Exception {
        String script = "PGPASSWORD=secret psql -h database -U postgres -c 'create table users (name text)'";
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestResult> first = workers.submit(() -> test(owner, APP + DATABASE, "postgres:17", script, "1m"));
            Future<TestResult> second = workers.submit(() -> test(aRun(), APP + DATABASE, "postgres:17", script, "1m"));

            assertThat(first.get()).isEqualTo(new TestResult.Passed(TestSummary.NONE));
            assertThat(second.get()).isEqualTo(new TestResult.Passed(TestSummary.NONE));
        }
    }

    @Test
    void secondAttemptTakesOverTheRunningScript() throws Exception {
        String script = "echo begun by $(hostname); while ! test -f /tmp/go; do sleep 0.1; done; echo went on";
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestResult> first = workers.submit(() -> test(owner, APP, "debian:trixie-slim", script, "1m"));
            await().atMost(30, SECONDS).until(() -> log().contains("begun by"));

            first.cancel(true);
            workers.shutdown();
            assertThat(workers.awaitTermination(20, SECONDS)).isTrue();
            assertThat(found(Kind.CONTAINER)).hasSize(2);
        }
        ENGINE.find(Kind.CONTAINER, owner.labels()).stream()
                .filter(container -> container.name().endsWith("-script"))
                .forEach(container -> touch(container, "go"));

        assertThat(test(owner, APP, "debian:trixie-slim", script, "1m"))
                .isEqualTo(new TestResult.Passed(TestSummary.NONE));
        assertThat(log()).contains("taking over the test", "went on");
    }

    @Test
    void reconciliationRemovesWhatARunThatIsOverLeftHalfStarted() throws Exception {
        Thread attempt = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(
                                () -> test(owner, APP + DATABASE, "debian:trixie-slim", "sleep 100", "1m"))
                        .isInstanceOf(InterruptedException.class));
        await().atMost(30, SECONDS).until(() -> !found(Kind.CONTAINER).isEmpty());
        attempt.interrupt();
        assertThat(attempt.join(Duration.ofSeconds(20))).isTrue();
        Reaper reaper = new Reaper(ENGINE, INSTANCE, "tester", Duration.ZERO, Clock.systemUTC());

        reaper.sweep(run -> true);
        assertThat(found(Kind.NETWORK)).isNotEmpty();

        reaper.sweep(run -> false);
        assertThat(found(Kind.CONTAINER)).isEmpty();
        assertThat(found(Kind.NETWORK)).isEmpty();
        assertThat(found(Kind.VOLUME)).isEmpty();
    }

    private TestResult test(Ownership run, String compose, String scriptImage, String script, String timeout)
            throws InterruptedException {
        ArtifactStore store = new DirectoryArtifactStore(folder, new StoreLimits(0, 1 << 30));
        StoredSnapshots snapshots = new StoredSnapshots(store);
        ComposeProgram program =
                new ComposeProgram(List.of("docker", "compose"), Map.of("DOCKER_HOST", "unix:///var/run/docker.sock"));
        TestProcedure procedure = new TestProcedure(
                snapshots,
                new ComposeEnvironment(program, ENGINE, IMAGES, new ResourceLimits(1 << 30, 2, 512)),
                new EngineScriptContainer(ENGINE, IMAGES, snapshots),
                new ContainerReportReader(ENGINE, new StoredReports(store)),
                Clock.systemUTC());
        String pipeline = """
                version: 1
                components:
                  app:
                    path: go-app
                    build: { image: "golang:1.24", run: ./compile.sh, artifacts: [ app ] }
                    package: { image: demo/app }
                    test:
                      compose: compose.yml
                      image: %s
                      run: [ "cd .", "sh test.sh" ]
                      reports: [ "reports/TEST-*.xml" ]
                      timeout: %s
                """.formatted(scriptImage, timeout);
        String source = store.put(new ByteArrayInputStream(
                        tar(Map.of("slipway.yml", pipeline, "go-app/compose.yml", compose, "go-app/test.sh", script))))
                .toString();
        return procedure.test(
                run,
                new TestRequest("https://git.example.com/app.git", "app", Digest.of(source), image, "develop-1"),
                log);
    }

    private static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("go-app/"));
            tar.closeArchiveEntry();
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void touch(EngineObject container, String file) {
        ENGINE.copyIn(
                new dev.slipway.engine.ContainerHandle(
                        container.id(), container.name(), true, dev.slipway.engine.ContainerState.RUNNING),
                "/tmp",
                new ByteArrayInputStream(tar(Map.of(file, ""))));
    }

    private static Ownership aRun() {
        return Ownership.ofRun(INSTANCE, "tester", UUID.randomUUID().toString());
    }

    private List<EngineObject> found(Kind kind) {
        return ENGINE.find(kind, owner.labels());
    }

    private static Failure failure(TestResult result) {
        assertThat(result).isInstanceOf(TestResult.Failed.class);
        return ((TestResult.Failed) result).failure();
    }

    private String log() {
        log.flush();
        return String.join("\n", lines);
    }
}
