package dev.slipway.tester;

import dev.slipway.engine.Ownership;
import dev.slipway.events.Digest;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.EnvironmentPlan;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.domain.ScriptResult;
import dev.slipway.tester.domain.TestPlan;
import dev.slipway.tester.port.ScriptContainer;
import dev.slipway.tester.port.TestEnvironment;
import dev.slipway.tester.port.TestReportReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine of one run: remembers what stands on it, and fails where it is told to. */
final class FakeTestEnvironment implements TestEnvironment, ScriptContainer, TestReportReader {

    /** Where something can go wrong. */
    enum Point {
        LOOK,
        UP,
        SCRIPT,
        REPORTS,
        LOGS,
        DOWN
    }

    boolean servicesStand;
    boolean usedByAScript;
    boolean scriptStands;
    final List<Point> passed = new ArrayList<>();

    @Nullable
    Point broken;

    @Nullable
    Point interrupted;

    Result up = new Result.Up("net");
    ScriptResult script = new ScriptResult(new ScriptResult.Exited(0), List.of());
    Reports reports = Reports.NONE;

    @Nullable
    EnvironmentPlan plan;

    @Nullable
    Duration scriptLimit;

    @Override
    public Result up(Ownership owner, EnvironmentPlan wanted, Duration limit, StepLog log) {
        servicesStand = true;
        plan = wanted;
        pass(Point.UP);
        return up;
    }

    @Override
    public String network(Ownership owner) {
        return "net";
    }

    @Override
    public void writeLogs(Ownership owner, StepLog log) {
        pass(Point.LOGS);
    }

    @Override
    public void down(Ownership owner) {
        pass(Point.DOWN);
        servicesStand = false;
        scriptStands = false;
        usedByAScript = false;
    }

    @Override
    public boolean isThere(Ownership owner) {
        pass(Point.LOOK);
        return scriptStands;
    }

    @Override
    public ScriptResult run(
            Ownership owner, TestPlan wanted, Digest source, String network, Duration limit, StepLog log) {
        if (usedByAScript && !scriptStands) {
            throw new AssertionError("a script meets an environment that another one has used");
        }
        scriptStands = true;
        usedByAScript = true;
        scriptLimit = limit;
        pass(Point.SCRIPT);
        return script;
    }

    @Override
    public Reports read(Ownership owner, TestPlan wanted, StepLog log) {
        pass(Point.REPORTS);
        return reports;
    }

    private void pass(Point point) {
        passed.add(point);
        if (point == interrupted) {
            // As the real adapters do it: flag set, exception of their own.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + point);
        }
        if (point == broken) {
            broken = null;
            throw new IllegalStateException("engine gone at " + point);
        }
    }
}
