/** The stage services' logs over HTTP. */
@NullMarked
package dev.slipway.console.outbound.stages;

import org.jspecify.annotations.NullMarked;
