/** What stage services tell over HTTP: their logs, and the builder the refs of repositories. */
@NullMarked
package dev.slipway.console.outbound.stages;

import org.jspecify.annotations.NullMarked;
