package dev.slipway.tester.port;

import dev.slipway.engine.Ownership;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.domain.TestPlan;

/** Fetches the reports that the script left in its container, keeps them and reads them. Idempotent. */
public interface TestReportReader {

    /**
     * @param log gets which files were found, which pattern found none, and where they are kept
     * @return {@link Reports#NONE} when the plan keeps no reports, the patterns find none or the script never began
     * @throws RuntimeException when engine or store fail
     */
    Reports read(Ownership owner, TestPlan plan, StepLog log);
}
