/** The packager's own table. */
@NullMarked
package dev.slipway.packager.outbound.persistence;

import org.jspecify.annotations.NullMarked;
