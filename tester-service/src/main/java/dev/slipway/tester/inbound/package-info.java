/** How work comes in: the Kafka handler, the stage that the runtime calls, and the wiring of the parts. */
@NullMarked
package dev.slipway.tester.inbound;

import org.jspecify.annotations.NullMarked;
