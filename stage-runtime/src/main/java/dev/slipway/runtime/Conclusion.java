package dev.slipway.runtime;

import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import java.util.List;

/** What a stage makes of one attempt: the run is finished, or worth another attempt later. */
public sealed interface Conclusion {

    /**
     * The run is over. State and events go into one transaction.
     *
     * @param reason one sentence for people; empty for a success
     */
    record Finished(Outcome outcome, String reason, List<PipelineEvent> events) implements Conclusion {}

    /** Something outside did not answer; the attempt counts as an infrastructure failure. */
    record Postponed(String reason) implements Conclusion {}

    static Conclusion success(PipelineEvent... events) {
        return new Finished(Outcome.SUCCESS, "", List.of(events));
    }

    /** Not a success: outcome and reason as the failure says. */
    static Conclusion failed(Failure failure, PipelineEvent... events) {
        return new Finished(failure.outcome(), failure.reason(), List.of(events));
    }

    static Conclusion postponed(String reason) {
        return new Postponed(reason);
    }
}
