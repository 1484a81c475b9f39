package dev.slipway.runtime.model;

import dev.slipway.runtime.Replica.Work;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came back from the production code in one step. */
final class Seen {

    /** Whether the one row that the step is about was changed; nothing when the step did not get that far. */
    @Nullable
    Boolean held;

    /** Whether the process died inside the transaction. */
    boolean cut;

    @Nullable
    Work work;

    /** Who cancelled the run, if the step asked for it. */
    @Nullable
    Optional<String> cancelledBy;

    @Nullable
    RuntimeException failure;

    @Override
    public String toString() {
        return "-> "
                + (cut ? "dies in its transaction" : failure != null ? failure : work != null ? told(work) : told());
    }

    private String told() {
        return (held == null ? "done" : held ? "yes" : "no")
                + (cancelledBy == null
                        ? ""
                        : cancelledBy.map(by -> ", cancelled by " + by).orElse(""));
    }

    private static String told(Work work) {
        return "run %s with fence %d, attempt %d, %d failures"
                        .formatted(work.id(), work.fence(), work.attempt(), work.failures())
                + (work.cancelledBy() == null ? "" : ", cancelled by " + work.cancelledBy())
                + (work.supersededBy() == null ? "" : ", superseded by " + work.supersededBy());
    }
}
