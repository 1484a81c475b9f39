/** The plan of faults, and a short run with real parts. */
@NullMarked
package dev.slipway.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
