package dev.slipway.events;

/**
 * What the test reports say; all zero when the component keeps no reports.
 *
 * @param tests number of test cases, the failed and skipped ones included
 */
public record TestSummary(int tests, int failures, int errors, int skipped) {

    public static final TestSummary NONE = new TestSummary(0, 0, 0, 0);
}
