/** Tests of the packager. */
@NullMarked
package dev.slipway.packager.domain;

import org.jspecify.annotations.NullMarked;
