package dev.slipway.dns.inbound;

import dev.slipway.dns.RecordSetReconciliation;
import dev.slipway.dns.domain.Change;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.RecordSetChange;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.RecordSetsPlanned;
import dev.slipway.events.StageName;
import dev.slipway.events.Superseded;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What both stages say about the zone: in the log, in events, at the end. */
@ApplicationScoped
class ZoneChanges {

    private static final String STEP = "change record sets";

    private final RecordSetReconciliation reconciliation;

    ZoneChanges(RecordSetReconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** A zone has one writer at a time, over all replicas; nobody is passed over. */
    Lane lane() {
        return new Lane(reconciliation.zone(), false, true);
    }

    void announce(RunInProgress<?> run, List<Change> planned) {
        List<RecordSetChange> told = told(planned);
        told.forEach(change -> run.log()
                .say("%s %s %s %d %s"
                        .formatted(change.action(), change.name(), change.type(), change.ttl(), change.values())));
        run.announce(new RecordSetsPlanned(run.pipelineRun(), reconciliation.zone(), told));
    }

    Conclusion concluded(RunInProgress<?> run, RecordSetReconciliation.Result result) {
        return switch (result) {
            case RecordSetReconciliation.Result.Conflict conflict -> refused(run, conflict.reason());
            case RecordSetReconciliation.Result.InStep inStep -> {
                run.log()
                        .say(
                                inStep.changes().isEmpty()
                                        ? inStep.name() + " was in step already"
                                        : "the zone's servers answer for " + inStep.name());
                yield Conclusion.success(new RecordSetsChanged(
                        run.pipelineRun(), reconciliation.zone(), inStep.name(), told(inStep.changes())));
            }
        };
    }

    Conclusion refused(RunInProgress<?> run, String reason) {
        run.log().say(reason);
        Failure failure = Failure.failure(STEP, reason);
        return Conclusion.failed(failure, new RecordSetsFailed(run.pipelineRun(), reconciliation.zone(), failure));
    }

    Conclusion superseded(RunInProgress<?> run, long by) {
        run.log().say("push " + by + " to the same ref is newer");
        return new Conclusion.Finished(
                Outcome.SUPERSEDED,
                "push " + by + " is newer",
                List.of(new Superseded(run.pipelineRun(), StageName.DNS, by)));
    }

    private static List<RecordSetChange> told(List<Change> changes) {
        return changes.stream().map(Change::told).toList();
    }
}
