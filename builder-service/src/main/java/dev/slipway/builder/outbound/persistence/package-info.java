/** The builder's own table. */
@NullMarked
package dev.slipway.builder.outbound.persistence;

import org.jspecify.annotations.NullMarked;
