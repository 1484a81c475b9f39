/** How work reaches the builder: the Kafka handler, the stage, and the wiring of everything behind it. */
@NullMarked
package dev.slipway.builder.inbound;

import org.jspecify.annotations.NullMarked;
