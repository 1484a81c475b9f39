package dev.slipway.tester.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.TestSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final TestPlan PLAN = new TestPlan(
            ".",
            "debian:trixie-slim",
            List.of("./integration-test.sh"),
            List.of(),
            Duration.ofMinutes(10),
            new EnvironmentPlan(
                    Map.of("services", Map.of("database", Map.of("image", "postgres:17"))), "registry/app@sha256:1"));
    private static final Reports.Read GOOD = new Reports.Read(new TestSummary(3, 0, 0, 1), List.of());
    private static final Reports.Read BAD =
            new Reports.Read(new TestSummary(3, 1, 0, 0), List.of("Register User Conflict"));

    @Test
    void exitCodeZeroWithoutReportsPasses() {
        assertThat(verdict(new ScriptResult.Exited(0), Reports.NONE))
                .isEqualTo(new TestResult.Passed(TestSummary.NONE));
    }

    @Test
    void exitCodeZeroWithGoodReportsPassesAndTellsTheirSum() {
        assertThat(verdict(new ScriptResult.Exited(0), GOOD)).isEqualTo(new TestResult.Passed(GOOD.summary()));
    }

    @Test
    void exitCodeZeroWithFailedCasesFails() {
        TestResult.Failed failed = failed(new ScriptResult.Exited(0), BAD);

        assertThat(failed.failure().reason())
                .isEqualTo("the script ended with exit code 0, but not well: 1 of 3 test cases failed: "
                        + "Register User Conflict");
        assertThat(failed.summary()).isEqualTo(BAD.summary());
    }

    @Test
    void exitCodeZeroWithUnreadableReportsFails() {
        assertThat(failed(new ScriptResult.Exited(0), new Reports.Unreadable("TEST-a.xml is not well-formed XML"))
                        .failure()
                        .reason())
                .contains("cannot be read: TEST-a.xml is not well-formed XML");
    }

    @Test
    void otherExitCodeFailsWithCodeLastLinesAndWhereToLook() {
        TestResult.Failed failed = failed(new ScriptResult.Exited(7), GOOD);

        assertThat(failed.failure().exitCode()).isEqualTo(7);
        assertThat(failed.failure().step()).isEqualTo("./integration-test.sh");
        assertThat(failed.failure().logTail()).containsExactly("last words");
        assertThat(failed.failure().reason())
                .isEqualTo("the script ended with exit code 7; the logs of database follow in this stage's log");
    }

    @Test
    void timeLimitNamesTheLimitAndTheKeyThatRaisesIt() {
        assertThat(failed(new ScriptResult.TimeLimitExceeded(Duration.ofMinutes(10)), Reports.NONE)
                        .failure()
                        .reason())
                .contains("limit of 10m", "test.timeout in slipway.yml");
    }

    @Test
    void everyOtherEndFails() {
        assertThat(failed(new ScriptResult.OutOfMemory(137), GOOD).failure().exitCode())
                .isEqualTo(137);
        assertThat(failed(new ScriptResult.NeverBegan("no such image"), GOOD)
                        .failure()
                        .reason())
                .contains("no such image");
    }

    private static TestResult verdict(ScriptResult.End end, Reports reports) {
        return Verdict.of(PLAN, new ScriptResult(end, List.of("last words")), reports);
    }

    private static TestResult.Failed failed(ScriptResult.End end, Reports reports) {
        return (TestResult.Failed) verdict(end, reports);
    }
}
