package dev.slipway.packager.domain;

import dev.slipway.events.Digest;

/**
 * An image that was made earlier.
 *
 * @param version of the push it was made for
 */
public record KnownImage(Digest image, String version) {}
