/** Tests of the builder. */
@NullMarked
package dev.slipway.builder.domain;

import org.jspecify.annotations.NullMarked;
