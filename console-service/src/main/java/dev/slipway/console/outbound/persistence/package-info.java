/**
 * The console's own tables in PostgreSQL: pushes with their counters, and the journal of events. Entities stay here.
 */
@NullMarked
package dev.slipway.console.outbound.persistence;

import org.jspecify.annotations.NullMarked;
