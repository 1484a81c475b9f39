/**
 * What dns needs from outside, in its own words: a hosted zone, and a memory of the load balancers.
 */
@NullMarked
package dev.slipway.dns.port;

import org.jspecify.annotations.NullMarked;
