/**
 * Keeps the DNS in step with the load balancers. The main path:
 *
 * <ol>
 *   <li>{@link dev.slipway.dns.inbound.LoadBalancerHandler} hears that a load balancer started or stopped,
 *   <li>{@link dev.slipway.dns.inbound.LoadBalancerStartedStage} hands it to
 *   <li>{@link dev.slipway.dns.RecordSetReconciliation}, which first keeps what is wanted,
 *   <li>{@link dev.slipway.dns.domain.RecordSetPlan} compares that with what the zone holds,
 *   <li>{@link dev.slipway.dns.port.HostedZone} makes the changes and waits until they are in sync,
 *   <li>and once a minute everything is compared again, whatever was heard.
 * </ol>
 */
@NullMarked
package dev.slipway.dns;

import org.jspecify.annotations.NullMarked;
