/** A suite of one's own, as a newcomer starts it, for the scenarios and for the chaos run. */
@NullMarked
package dev.slipway.endtoend;

import org.jspecify.annotations.NullMarked;
