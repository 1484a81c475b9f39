/**
 * The whole suite as a newcomer starts it, with a real push through real parts. A scenario is a file: the edits to the
 * sample and the end to expect; adding one needs no code.
 */
@NullMarked
package dev.slipway.endtoend;

import org.jspecify.annotations.NullMarked;
