/**
 * The sample's release through the suite against the same docker commands typed by hand, pair by pair, so that both meet
 * the same machine. Prints both times and their ratio.
 */
@NullMarked
package dev.slipway.endtoend.byhand;

import org.jspecify.annotations.NullMarked;
