/**
 * The ways in: the Kafka handler, the stages, and the wiring of the ports.
 */
@NullMarked
package dev.slipway.dns.inbound;

import org.jspecify.annotations.NullMarked;
