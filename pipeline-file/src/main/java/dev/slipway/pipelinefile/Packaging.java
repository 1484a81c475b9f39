package dev.slipway.pipelinefile;

/**
 * How the image is made.
 *
 * @param image repository name of the image without registry and tag, {@code demo/auth-service}
 * @param dockerfile relative to the component's folder
 */
public record Packaging(String image, String dockerfile) {}
