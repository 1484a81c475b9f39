package dev.slipway.tester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.Ownership;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.events.TestSummary;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.FakeTestEnvironment.Point;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.domain.ScriptResult;
import dev.slipway.tester.domain.TestRequest;
import dev.slipway.tester.domain.TestResult;
import dev.slipway.tester.port.SourceSnapshots;
import dev.slipway.tester.port.TestEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestProcedureTest {

    private static final Digest DIGEST = Digest.of("sha256:" + "a".repeat(64));
    private static final TestRequest REQUEST = new TestRequest(
            "https://git.example.com/demo/auth-service.git",
            "auth-service",
            DIGEST,
            new ImageReference("127.0.0.1:15000/demo/auth-service", DIGEST),
            "develop-14");
    private static final Ownership OWNER = Ownership.ofRun("local", "tester", "0b5f2c1e-0000-4000-8000-000000000001");

    private final Map<String, String> files = new HashMap<>(Map.of("slipway.yml", """
            version: 1
            components:
              auth-service:
                path: go-auth
                build: { image: "golang:1.24", run: ./compile.sh, artifacts: [ go-auth ] }
                package: { image: demo/auth-service }
                test: { compose: compose.yml, run: ./integration-test.sh, timeout: 2m }
            """, "go-auth/compose.yml", """
            services:
              app:
                image: ${IMAGE_auth_service}
              database:
                image: postgres:17
            """));
    private final FakeTestEnvironment engine = new FakeTestEnvironment();
    private final List<String> lines = new ArrayList<>();
    private final StepLog log = new StepLog(
            written -> written.stream().map(LogLine::text).forEach(lines::add), SecretMask.NONE, Clock.systemUTC());
    private final TestProcedure procedure =
            new TestProcedure(new Snapshot(), engine, engine, engine, Clock.systemUTC());

    @Test
    void passingScriptPassesAndNothingStands() throws Exception {
        engine.reports = new Reports.Read(new TestSummary(2, 0, 0, 0), List.of());

        TestResult result = procedure.test(OWNER, REQUEST, log);

        assertThat(result).isEqualTo(new TestResult.Passed(new TestSummary(2, 0, 0, 0)));
        assertThat(engine.passed).doesNotContain(Point.LOGS);
        assertThatNothingStands();
    }

    @Test
    void imageUnderTestTakesThePlaceOfItsVariable() throws Exception {
        procedure.test(OWNER, REQUEST, log);

        assertThat(Objects.requireNonNull(engine.plan).images())
                .containsEntry("app", "127.0.0.1:15000/demo/auth-service@" + DIGEST)
                .containsEntry("database", "postgres:17");
        assertThat(engine.scriptLimit).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void failingScriptFailsShowsTheServicesLogsAndNothingStands() throws Exception {
        engine.script = new ScriptResult(new ScriptResult.Exited(1), List.of("Fail: Register User"));

        Failure failure = failed(procedure.test(OWNER, REQUEST, log)).failure();

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.logTail()).containsExactly("Fail: Register User");
        assertThat(engine.passed).containsSubsequence(Point.SCRIPT, Point.REPORTS, Point.LOGS, Point.DOWN);
        log.flush();
        assertThat(lines).last().asString().startsWith("tests failed: the script ended with exit code 1");
        assertThatNothingStands();
    }

    @Test
    void environmentThatDoesNotComeUpFailsWithoutScript() throws Exception {
        engine.up = new TestEnvironment.Result.NotUp("database", "ended with exit code 3", List.of("no password"));

        Failure failure = failed(procedure.test(OWNER, REQUEST, log)).failure();

        assertThat(failure.reason())
                .isEqualTo("the environment did not come up: service database ended with exit code 3");
        assertThat(failure.logTail()).containsExactly("no password");
        assertThat(engine.passed).contains(Point.LOGS).doesNotContain(Point.SCRIPT);
        assertThatNothingStands();
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"LOOK", "UP", "SCRIPT", "REPORTS"})
    void engineTroubleAnywhereIsThrownAndNothingStands(Point point) {
        engine.broken = point;

        assertThatThrownBy(() -> procedure.test(OWNER, REQUEST, log)).hasMessage("engine gone at " + point);

        assertThatNothingStands();
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"LOOK", "UP", "SCRIPT", "REPORTS", "DOWN"})
    void interruptAnywhereLeavesEverythingAsItIs(Point point) {
        engine.interrupted = point;
        engine.servicesStand = true;

        assertThatThrownBy(() -> procedure.test(OWNER, REQUEST, log)).isInstanceOf(InterruptedException.class);

        assertThat(engine.servicesStand).isTrue();
        assertThat(engine.passed).last().isEqualTo(point);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"UP", "SCRIPT", "REPORTS"})
    void nextAttemptAfterAnInterruptComesToAResult(Point point) throws Exception {
        engine.interrupted = point;
        assertThatThrownBy(() -> procedure.test(OWNER, REQUEST, log)).isInstanceOf(InterruptedException.class);
        engine.interrupted = null;
        engine.passed.clear();

        assertThat(procedure.test(OWNER, REQUEST, log)).isInstanceOf(TestResult.Passed.class);

        // A test that had begun is taken over, one that had not starts afresh.
        assertThat(engine.passed.contains(Point.UP)).isEqualTo(point == Point.UP);
        assertThatNothingStands();
    }

    @Test
    void environmentThatAnUnknownScriptHasUsedIsReplaced() throws Exception {
        engine.servicesStand = true;
        engine.usedByAScript = true;

        assertThat(procedure.test(OWNER, REQUEST, log)).isInstanceOf(TestResult.Passed.class);

        assertThat(engine.passed).containsSubsequence(Point.DOWN, Point.UP, Point.SCRIPT);
    }

    @Test
    void resultStandsWhenCleaningUpFails() throws Exception {
        engine.scriptStands = true;
        engine.broken = Point.DOWN;

        assertThat(procedure.test(OWNER, REQUEST, log)).isInstanceOf(TestResult.Passed.class);
    }

    @Test
    void hostileComposeFileIsRefusedWithLineAndReasonBeforeAnythingIsTouched() throws Exception {
        files.put("go-auth/compose.yml", """
                services:
                  app:
                    image: ${IMAGE_auth_service}
                    privileged: true
                    volumes: [ "/var/run/docker.sock:/var/run/docker.sock" ]
                """);

        Failure failure = failed(procedure.test(OWNER, REQUEST, log)).failure();

        assertThat(failure.step()).isEqualTo("read go-auth/compose.yml");
        assertThat(failure.reason())
                .contains("go-auth/compose.yml:4:5: services.app.privileged: ")
                .contains("go-auth/compose.yml:5:");
        assertThat(engine.passed).isEmpty();
    }

    @Test
    void composeFileThatDoesNotRunTheImageUnderTestIsRefused() throws Exception {
        files.put("go-auth/compose.yml", "services: { app: { image: demo/auth-service } }");

        assertThat(failed(procedure.test(OWNER, REQUEST, log)).failure().reason())
                .contains("no service runs the image under test", "${IMAGE_auth_service}");
        assertThat(engine.passed).isEmpty();
    }

    @Test
    void componentWithoutTestGoesOnAndSaysThatItIsUntested() throws Exception {
        files.put("slipway.yml", "version: 1\n");

        TestResult result = procedure.test(OWNER, REQUEST, log);

        assertThat(result).isEqualTo(new TestResult.Untested("slipway.yml names no components.auth-service.test"));
        log.flush();
        assertThat(lines).contains("not tested: slipway.yml names no components.auth-service.test");
        assertThat(engine.passed).isEmpty();
    }

    @Test
    void componentThatTheRevisionDoesNotNameIsRefused() throws Exception {
        files.put("slipway.yml", "version: 1\ncomponents: { other: }\n");

        assertThat(procedure.test(OWNER, REQUEST, log))
                .isInstanceOfSatisfying(
                        TestResult.Failed.class,
                        failed -> assertThat(failed.failure().reason()).contains("names no component auth-service"));
    }

    @Test
    void missingAndMalformedFilesAreTheUsersToCorrect() throws Exception {
        files.remove("go-auth/compose.yml");
        assertThat(failed(procedure.test(OWNER, REQUEST, log)).failure().reason())
                .contains("go-auth/compose.yml is not in this revision");

        files.put("slipway.yml", "version: 2\ncomponents: 7\n");
        assertThat(failed(procedure.test(OWNER, REQUEST, log)).failure().reason())
                .contains("slipway.yml:1:10", "components");

        files.remove("slipway.yml");
        assertThat(failed(procedure.test(OWNER, REQUEST, log)).failure().reason())
                .contains("slipway.yml is not in this revision");
    }

    private void assertThatNothingStands() {
        assertThat(engine.servicesStand).isFalse();
        assertThat(engine.scriptStands).isFalse();
        assertThat(engine.passed).last().isEqualTo(Point.DOWN);
    }

    private static TestResult.Failed failed(TestResult result) {
        assertThat(result).isInstanceOf(TestResult.Failed.class);
        return (TestResult.Failed) result;
    }

    private final class Snapshot implements SourceSnapshots {

        @Override
        public SourceFile file(Digest source, String path, int maximumBytes) {
            return Optional.ofNullable(files.get(path))
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .<SourceFile>map(SourceFile.Content::new)
                    .orElseGet(SourceFile.Absent::new);
        }

        @Override
        public InputStream open(Digest source) {
            return InputStream.nullInputStream();
        }
    }
}
