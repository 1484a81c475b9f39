package dev.slipway.dns.inbound;

import dev.slipway.dns.RecordSetReconciliation;
import dev.slipway.dns.domain.Resource;
import dev.slipway.dns.port.LoadBalancers;
import dev.slipway.events.Failure;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** A load balancer is gone: so is its name. */
@ApplicationScoped
public class LoadBalancerStoppedStage implements Stage<LoadBalancerStopped> {

    private final RecordSetReconciliation reconciliation;
    private final LoadBalancers loadBalancers;
    private final ZoneChanges changes;

    public LoadBalancerStoppedStage(
            RecordSetReconciliation reconciliation, LoadBalancers loadBalancers, ZoneChanges changes) {
        this.reconciliation = reconciliation;
        this.loadBalancers = loadBalancers;
        this.changes = changes;
    }

    @Override
    public StageName name() {
        return StageName.DNS;
    }

    @Override
    public Class<LoadBalancerStopped> trigger() {
        return LoadBalancerStopped.class;
    }

    @Override
    public Lane lane(LoadBalancerStopped trigger) {
        return changes.lane();
    }

    @Override
    public Conclusion work(RunInProgress<LoadBalancerStopped> run) throws InterruptedException {
        LoadBalancerStopped stopped = run.event();
        Resource resource;
        try {
            resource = new Resource(stopped.environment(), stopped.stack(), stopped.loadBalancer());
        } catch (IllegalArgumentException e) {
            return changes.refused(run, String.valueOf(e.getMessage()));
        }
        OptionalLong newer = loadBalancers.stopped(resource, run.pipelineRun());
        if (newer.isPresent()) {
            return changes.superseded(run, newer.getAsLong());
        }
        return changes.concluded(run, reconciliation.forget(resource, planned -> changes.announce(run, planned)));
    }

    @Override
    public PipelineEvent failed(LoadBalancerStopped trigger, Failure failure) {
        return new RecordSetsFailed(trigger.pipelineRun(), reconciliation.zone(), failure);
    }
}
