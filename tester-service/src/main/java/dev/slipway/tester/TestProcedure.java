package dev.slipway.tester;

import dev.slipway.engine.Ownership;
import dev.slipway.events.TestSummary;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.PlanResult;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.domain.ScriptResult;
import dev.slipway.tester.domain.TestPlan;
import dev.slipway.tester.domain.TestRequest;
import dev.slipway.tester.domain.TestResult;
import dev.slipway.tester.domain.Verdict;
import dev.slipway.tester.port.ScriptContainer;
import dev.slipway.tester.port.SourceSnapshots;
import dev.slipway.tester.port.TestEnvironment;
import dev.slipway.tester.port.TestReportReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The story of a test: read the plan, put the environment up, run the script in it, decide, take everything down.
 *
 * <p>The environment goes whatever the end is: passed, failed, too late, engine in trouble. Only an interrupt leaves it
 * standing, because then the run goes on elsewhere or is discarded. An attempt that finds the script's container takes
 * that test over; one that does not find it removes whatever else is left and starts afresh, so that no script ever
 * meets a database that another one has used.
 */
public final class TestProcedure {

    private static final Logger LOG = Logger.getLogger(TestProcedure.class);
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);

    private final TestPlanReader plans;
    private final TestEnvironment environment;
    private final ScriptContainer script;
    private final TestReportReader reports;
    private final Clock clock;

    public TestProcedure(
            SourceSnapshots snapshots,
            TestEnvironment environment,
            ScriptContainer script,
            TestReportReader reports,
            Clock clock) {
        this.plans = new TestPlanReader(snapshots);
        this.environment = environment;
        this.script = script;
        this.reports = reports;
        this.clock = clock;
    }

    /** @throws InterruptedException leaves everything as it is */
    public TestResult test(Ownership owner, TestRequest request, StepLog log) throws InterruptedException {
        log.say("testing " + request.image().pullable() + " with the source " + request.source());
        TestResult result = switch (plans.read(request)) {
            case PlanResult.NothingToTest nothing -> new TestResult.Untested(nothing.reason());
            case PlanResult.Refused refused -> new TestResult.Failed(TestSummary.NONE, refused.failure());
            case PlanResult.Ready ready -> thenDown(owner, request, ready.plan(), log);
        };
        switch (result) {
            case TestResult.Passed passed -> log.say("tests passed: " + passed.summary());
            case TestResult.Untested untested -> log.say("not tested: " + untested.reason());
            case TestResult.Failed failed ->
                log.say("tests failed: " + failed.failure().reason());
        }
        return result;
    }

    private TestResult thenDown(Ownership owner, TestRequest request, TestPlan plan, StepLog log)
            throws InterruptedException {
        TestResult result;
        try {
            result = inEnvironment(owner, request, plan, log);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            takeDown(owner);
            throw e;
        }
        takeDown(owner);
        return result;
    }

    private TestResult inEnvironment(Ownership owner, TestRequest request, TestPlan plan, StepLog log)
            throws InterruptedException {
        Instant began = clock.instant();
        if (script.isThere(owner)) {
            log.say("taking over the test that an earlier attempt began; its output is shown from the beginning");
        } else {
            environment.down(owner);
            if (environment.up(owner, plan.environment(), plan.timeout(), log)
                    instanceof TestEnvironment.Result.NotUp notUp) {
                environment.writeLogs(owner, log);
                return Verdict.withoutEnvironment(notUp.service(), notUp.reason(), notUp.lastLines());
            }
        }
        Duration left = plan.timeout().minus(Duration.between(began, clock.instant()));
        Duration limit = left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left;
        ScriptResult ended = script.run(owner, plan, request.source(), environment.network(owner), limit, log);
        Reports kept = reports.read(owner, plan, log);
        TestResult result = Verdict.of(plan, ended, kept);
        if (result instanceof TestResult.Failed) {
            environment.writeLogs(owner, log);
        }
        return result;
    }

    /** A result stands whatever becomes of the cleaning up; what is left now, reconciliation finds by its labels. */
    private void takeDown(Ownership owner) throws InterruptedException {
        try {
            environment.down(owner);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            LOG.warnf("run=%s: its environment could not be removed now: %s", owner.run(), e);
        }
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        InterruptedException interrupted = new InterruptedException("told to stop");
        interrupted.initCause(cause);
        return interrupted;
    }
}
