/** Events in, results out: handlers, the two stages, and the wiring that alone knows the adapters. */
@NullMarked
package dev.slipway.deployer.inbound;

import org.jspecify.annotations.NullMarked;
