/** Tests of the builder. */
@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
