package dev.slipway.tester.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;

/**
 * What is to be tested.
 *
 * @param repository clone URL
 * @param source tar of the revision's tree in the artifact store
 * @param image the image under test, by content
 * @param version what people call it, for the {@code VERSION} of the environment
 */
public record TestRequest(String repository, String component, Digest source, ImageReference image, String version) {}
