/** The builder's own tables. */
@NullMarked
package dev.slipway.builder.outbound.persistence;

import org.jspecify.annotations.NullMarked;
