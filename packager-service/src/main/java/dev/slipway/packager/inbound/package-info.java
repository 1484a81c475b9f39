/** How work reaches the packager: the Kafka handler, the two stages, and the wiring of everything behind them. */
@NullMarked
package dev.slipway.packager.inbound;

import org.jspecify.annotations.NullMarked;
