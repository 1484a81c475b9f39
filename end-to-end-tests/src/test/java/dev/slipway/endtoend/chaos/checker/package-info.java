/** Planted violations: a checker that never objected is not to be trusted. */
@NullMarked
package dev.slipway.endtoend.chaos.checker;

import org.jspecify.annotations.NullMarked;
