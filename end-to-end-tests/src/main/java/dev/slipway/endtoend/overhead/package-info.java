/**
 * What the suite itself costs: real console, broker, database and five stage processes, whose stages do nothing. Prints
 * the time from a push's acceptance to its last event, one by one and in a burst.
 */
@NullMarked
package dev.slipway.endtoend.overhead;

import org.jspecify.annotations.NullMarked;
