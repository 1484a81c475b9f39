/** What an image is called and how packaging or publishing ended. Pure values and decisions. */
@NullMarked
package dev.slipway.packager.domain;

import org.jspecify.annotations.NullMarked;
