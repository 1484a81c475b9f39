/** What the packager needs from outside, in its own words. Images are built through the container engine's own port. */
@NullMarked
package dev.slipway.packager.port;

import org.jspecify.annotations.NullMarked;
