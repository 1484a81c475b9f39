/**
 * The ways in: HTTP resources for hooks and people, the Kafka handler, and the wiring of the ports.
 */
@NullMarked
package dev.slipway.console.inbound;

import org.jspecify.annotations.NullMarked;
