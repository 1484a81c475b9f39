/** Tests of the packager. */
@NullMarked
package dev.slipway.packager;

import org.jspecify.annotations.NullMarked;
