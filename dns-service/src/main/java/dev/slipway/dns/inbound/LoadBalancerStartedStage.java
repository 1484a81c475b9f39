package dev.slipway.dns.inbound;

import dev.slipway.dns.RecordSetReconciliation;
import dev.slipway.dns.domain.LoadBalancer;
import dev.slipway.dns.domain.Resource;
import dev.slipway.dns.port.HostedZoneException;
import dev.slipway.dns.port.LoadBalancers;
import dev.slipway.events.Failure;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.RecordSetsFailed;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.runtime.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** A load balancer started: it gets its name. Also compares all names with all load balancers from time to time. */
@ApplicationScoped
public class LoadBalancerStartedStage implements Stage<LoadBalancerStarted> {

    private static final Logger LOG = Logger.getLogger(LoadBalancerStartedStage.class);

    private final RecordSetReconciliation reconciliation;
    private final LoadBalancers loadBalancers;
    private final ZoneChanges changes;

    public LoadBalancerStartedStage(
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
    public Class<LoadBalancerStarted> trigger() {
        return LoadBalancerStarted.class;
    }

    @Override
    public Lane lane(LoadBalancerStarted trigger) {
        return changes.lane();
    }

    @Override
    public Conclusion work(RunInProgress<LoadBalancerStarted> run) throws InterruptedException {
        LoadBalancerStarted started = run.event();
        LoadBalancer loadBalancer;
        try {
            loadBalancer = new LoadBalancer(
                    new Resource(started.environment(), started.stack(), started.loadBalancer()), started.addresses());
        } catch (IllegalArgumentException e) {
            return changes.refused(run, String.valueOf(e.getMessage()));
        }
        // What is wanted is kept before it is made: whatever happens from here on, it will be mended.
        OptionalLong newer = loadBalancers.started(loadBalancer, run.pipelineRun());
        if (newer.isPresent()) {
            return changes.superseded(run, newer.getAsLong());
        }
        return changes.concluded(run, reconciliation.name(loadBalancer, planned -> changes.announce(run, planned)));
    }

    @Override
    public PipelineEvent failed(LoadBalancerStarted trigger, Failure failure) {
        return new RecordSetsFailed(trigger.pipelineRun(), reconciliation.zone(), failure);
    }

    @Override
    public void reconcile(Predicate<RunId> live) {
        try {
            reconciliation
                    .reconcile(loadBalancers::running)
                    .forEach((resource, why) -> LOG.warnf("the name of %s is not in step: %s", resource, why));
        } catch (HostedZoneException e) {
            LOG.warnf(e, "names could not be compared with load balancers now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
