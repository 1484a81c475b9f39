/**
 * The load balancers as a table. Entities stay here.
 */
@NullMarked
package dev.slipway.dns.outbound.persistence;

import org.jspecify.annotations.NullMarked;
