package dev.slipway.tester.domain;

import dev.slipway.events.TestSummary;
import java.util.ArrayList;
import java.util.List;

/** What the kept test reports say. */
public sealed interface Reports {

    Reports NONE = new Read(TestSummary.NONE, List.of());

    /** @param failed names of the test cases that failed or broke, in the order of the reports */
    record Read(TestSummary summary, List<String> failed) implements Reports {

        public Read {
            failed = List.copyOf(failed);
        }

        /** Both together. */
        public Read plus(Read other) {
            TestSummary sum = new TestSummary(
                    summary.tests() + other.summary.tests(),
                    summary.failures() + other.summary.failures(),
                    summary.errors() + other.summary.errors(),
                    summary.skipped() + other.summary.skipped());
            List<String> names = new ArrayList<>(failed);
            names.addAll(other.failed);
            return new Read(sum, names);
        }
    }

    /** @param reason names the file and what is wrong with it */
    record Unreadable(String reason) implements Reports {}
}
