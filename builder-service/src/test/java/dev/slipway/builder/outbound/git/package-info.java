/** Tests of the builder. */
@NullMarked
package dev.slipway.builder.outbound.git;

import org.jspecify.annotations.NullMarked;
