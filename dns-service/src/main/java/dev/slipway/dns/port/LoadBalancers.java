package dev.slipway.dns.port;

import dev.slipway.dns.domain.LoadBalancer;
import dev.slipway.dns.domain.Resource;
import dev.slipway.events.PipelineRun;
import java.util.List;
import java.util.OptionalLong;

/**
 * The last word on each load balancer. Every call is a transaction of its own; all may run concurrently and are
 * idempotent. An outage of the store comes out as an unchecked exception.
 */
public interface LoadBalancers {

    /**
     * Keeps that it runs.
     *
     * @return the sequence of a newer push to the same ref whose word is kept already; then nothing was changed
     */
    OptionalLong started(LoadBalancer loadBalancer, PipelineRun by);

    /** Keeps that it is gone. Returns as {@link #started}. */
    OptionalLong stopped(Resource resource, PipelineRun by);

    /** All that run. */
    List<LoadBalancer> running();
}
