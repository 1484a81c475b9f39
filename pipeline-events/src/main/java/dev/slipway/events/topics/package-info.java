/**
 * Makes the topics of the wire contract on any Kafka cluster. A program of its own, run once before the services start:
 * brokers that create a topic on the first send would turn a misspelt name into a lost event.
 */
@NullMarked
package dev.slipway.events.topics;

import org.jspecify.annotations.NullMarked;
