package dev.slipway.tester.domain;

import dev.slipway.events.Failure;
import dev.slipway.events.TestSummary;

/** What the test came to. */
public sealed interface TestResult {

    record Passed(TestSummary summary) implements TestResult {}

    /** @param reason why there was nothing to run; the image goes on all the same */
    record Untested(String reason) implements TestResult {}

    /** Theirs to correct. */
    record Failed(TestSummary summary, Failure failure) implements TestResult {}
}
