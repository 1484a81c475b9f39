/**
 * The tables of the runtime in the service's own schema: runs, outbox, cancellations, parked events, log chunks.
 * Entities stay in this package.
 */
@NullMarked
package dev.slipway.runtime.persistence;

import org.jspecify.annotations.NullMarked;
