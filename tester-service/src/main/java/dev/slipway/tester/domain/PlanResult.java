package dev.slipway.tester.domain;

import dev.slipway.events.Failure;

/** What reading the repository's files came to. */
public sealed interface PlanResult {

    record Ready(TestPlan plan) implements PlanResult {}

    /** @param reason why there is nothing to run */
    record NothingToTest(String reason) implements PlanResult {}

    /** @param failure names file, line, key and reason of every mistake */
    record Refused(Failure failure) implements PlanResult {}
}
