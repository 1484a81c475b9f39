/**
 * The way out to Kafka: the relay that publishes the outbox in order.
 */
@NullMarked
package dev.slipway.runtime.messaging;

import org.jspecify.annotations.NullMarked;
