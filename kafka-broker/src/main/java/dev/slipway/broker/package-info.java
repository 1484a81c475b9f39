/**
 * One Kafka broker in a JVM of its own, started beside the suite on a single machine. The only module that touches
 * Kafka's server classes; everybody else speaks to it over the wire and may be given any other Kafka cluster instead.
 */
@NullMarked
package dev.slipway.broker;

import org.jspecify.annotations.NullMarked;
