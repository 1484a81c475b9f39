package dev.slipway.tester.domain;

import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.TestSummary;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passed or failed, and why.
 *
 * <table>
 *   <caption>the first row that fits decides</caption>
 *   <tr><th>script</th><th>reports</th><th>verdict</th></tr>
 *   <tr><td>did not begin, ran out of time or memory</td><td>any</td><td>failed</td></tr>
 *   <tr><td>exit code other than 0</td><td>any</td><td>failed</td></tr>
 *   <tr><td>0</td><td>unreadable</td><td>failed: nobody knows what they say</td></tr>
 *   <tr><td>0</td><td>with failures or errors</td><td>failed: the script lost them</td></tr>
 *   <tr><td>0</td><td>without, or none kept</td><td>passed</td></tr>
 * </table>
 */
public final class Verdict {

    private static final int NAMED_CASES = 5;

    private Verdict() {}

    public static TestResult of(TestPlan plan, ScriptResult script, Reports reports) {
        TestSummary summary = reports instanceof Reports.Read read ? read.summary() : TestSummary.NONE;
        String logs = "; the logs of "
                + String.join(", ", plan.environment().images().keySet()) + " follow in this stage's log";
        return switch (script.end()) {
            case ScriptResult.Exited exited when exited.code() == 0 -> ofReports(plan, script, reports, summary);
            case ScriptResult.Exited exited ->
                failed(
                        plan,
                        script,
                        summary,
                        "the script ended with exit code " + exited.code() + failedCases(reports) + logs,
                        exited.code());
            case ScriptResult.OutOfMemory out ->
                failed(plan, script, summary, "the script needed more memory than its container may have", out.code());
            case ScriptResult.TimeLimitExceeded late ->
                failed(
                        plan,
                        script,
                        summary,
                        "the test took longer than its limit of " + Words.of(late.limit())
                                + " and was stopped; raise test.timeout in slipway.yml if it needs more" + logs,
                        null);
            case ScriptResult.NeverBegan never ->
                failed(plan, script, summary, "the script could not be started: " + never.reason(), null);
        };
    }

    /** The environment did not come up, so there was nothing to test. */
    public static TestResult.Failed withoutEnvironment(String service, String reason, List<String> lastLines) {
        return new TestResult.Failed(
                TestSummary.NONE,
                Failure.failure(
                                "start the environment",
                                "the environment did not come up: service " + service + " " + reason)
                        .withLogTail(lastLines));
    }

    private static TestResult ofReports(TestPlan plan, ScriptResult script, Reports reports, TestSummary summary) {
        return switch (reports) {
            case Reports.Unreadable unreadable ->
                failed(
                        plan,
                        script,
                        summary,
                        "the script ended with exit code 0, but its reports cannot be read: " + unreadable.reason(),
                        0);
            case Reports.Read read
            when !read.failed().isEmpty() ->
                failed(plan, script, summary, "the script ended with exit code 0, but not well" + failedCases(read), 0);
            case Reports.Read read -> new TestResult.Passed(read.summary());
        };
    }

    private static TestResult.Failed failed(
            TestPlan plan, ScriptResult script, TestSummary summary, String reason, @Nullable Integer code) {
        return new TestResult.Failed(
                summary, new Failure(Outcome.FAILURE, plan.scriptLine(), reason, code, script.lastLines()));
    }

    private static String failedCases(Reports reports) {
        if (!(reports instanceof Reports.Read read) || read.failed().isEmpty()) {
            return "";
        }
        String names = read.failed().stream().limit(NAMED_CASES).collect(Collectors.joining(", "));
        return ": " + read.failed().size() + " of " + read.summary().tests() + " test cases failed: " + names
                + (read.failed().size() > NAMED_CASES ? ", …" : "");
    }
}
