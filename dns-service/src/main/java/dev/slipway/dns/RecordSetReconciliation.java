package dev.slipway.dns;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.LoadBalancer;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordSetPlan;
import dev.slipway.dns.domain.Resource;
import dev.slipway.dns.port.HostedZone;
import dev.slipway.dns.port.HostedZoneException;
import dev.slipway.dns.port.ZoneMovedOnException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings the zone in step with the load balancers: read, plan, change, wait for sync. It never rests on having heard
 * something: what the zone holds is read every time, so a second attempt finds the work of the first one done.
 */
public final class RecordSetReconciliation {

    private static final int ATTEMPTS = 3;
    /** More removals than this at once, and more than half of all, look like a mistake of ours. */
    private static final int HARMLESS_REMOVALS = 5;

    private final HostedZone zone;
    private final String domain;
    private final String owner;
    private final ReentrantLock oneWriter = new ReentrantLock();

    public RecordSetReconciliation(HostedZone zone, String domain, String owner) {
        this.zone = zone;
        this.domain = domain;
        this.owner = owner;
    }

    /** How it went for one load balancer. */
    public sealed interface Result {

        /** The zone's servers answer accordingly; no changes means that they did already. */
        record InStep(String name, List<Change> changes) implements Result {}

        /** Somebody else has the name. */
        record Conflict(String reason) implements Result {}
    }

    public String zone() {
        return zone.name();
    }

    /** Gives the load balancer its name. */
    public Result name(LoadBalancer loadBalancer, Consumer<List<Change>> planned) throws InterruptedException {
        Resource resource = loadBalancer.resource();
        return bringInStep(resource, Map.of(resource, loadBalancer.recordSets(domain)), planned);
    }

    /** Takes the name away; what is not ours stays. */
    public Result forget(Resource resource, Consumer<List<Change>> planned) throws InterruptedException {
        return bringInStep(resource, Map.of(), planned);
    }

    /**
     * Compares everything with everything.
     *
     * @param known asked after the zone was read: what is wanted may be newer than what was found, never older, and a change
     *     that rests on an old look at the zone is refused by it
     * @return what could not be brought in step, by resource, in one sentence each
     * @throws HostedZoneException also when the plan would remove so much that it rather is a mistake
     */
    public Map<String, String> reconcile(Supplier<List<LoadBalancer>> known) throws InterruptedException {
        oneWriter.lockInterruptibly();
        try {
            List<RecordSet> found = zone.recordSets();
            List<LoadBalancer> running = known.get();
            Map<Resource, List<RecordSet>> desired = new LinkedHashMap<>();
            running.forEach(one -> desired.put(one.resource(), one.recordSets(domain)));
            RecordSetPlan plan = RecordSetPlan.between(found, desired, owner);
            refuseMassRemoval(plan, running.size());
            Map<String, String> left = new LinkedHashMap<>(plan.conflicts());
            for (Map.Entry<String, List<Change>> batch : plan.batches().entrySet()) {
                // One batch per resource: what is wrong with one must not hold up the others.
                try {
                    zone.change(batch.getValue());
                } catch (ZoneMovedOnException | HostedZoneException e) {
                    left.put(batch.getKey(), String.valueOf(e.getMessage()));
                }
            }
            return left;
        } finally {
            oneWriter.unlock();
        }
    }

    private Result bringInStep(
            Resource resource, Map<Resource, List<RecordSet>> desired, Consumer<List<Change>> planned)
            throws InterruptedException {
        oneWriter.lockInterruptibly();
        try {
            for (int attempt = 1; ; attempt++) {
                RecordSetPlan plan = RecordSetPlan.between(zone.recordSets(), desired, owner);
                String conflict = plan.conflictOf(resource);
                if (conflict != null) {
                    return new Result.Conflict(conflict);
                }
                List<Change> batch = plan.batchFor(resource);
                if (!batch.isEmpty()) {
                    planned.accept(batch);
                    if (!changed(batch, attempt)) {
                        continue;
                    }
                }
                return new Result.InStep(resource.nameIn(domain), batch);
            }
        } finally {
            oneWriter.unlock();
        }
    }

    /** False when the zone moved on and is worth reading again. */
    private boolean changed(List<Change> batch, int attempt) throws InterruptedException {
        try {
            zone.change(batch);
            return true;
        } catch (ZoneMovedOnException e) {
            if (attempt == ATTEMPTS) {
                throw new HostedZoneException(
                        "the zone " + zone.name() + " changed " + ATTEMPTS + " times while it was being changed", e);
            }
            return false;
        }
    }

    private void refuseMassRemoval(RecordSetPlan plan, int running) {
        long removals = plan.removals();
        if (removals > HARMLESS_REMOVALS && removals > running) {
            throw new HostedZoneException(
                    ("would remove the names of %d load balancers and keep %d: this looks like a lost database, nothing was"
                                    + " changed. Restore it, or remove the records by hand")
                            .formatted(removals, running),
                    null);
        }
    }
}
