/** Tests of the packager. */
@NullMarked
package dev.slipway.packager.outbound.registry;

import org.jspecify.annotations.NullMarked;
