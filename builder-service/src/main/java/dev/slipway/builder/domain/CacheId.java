package dev.slipway.builder.domain;

/**
 * A folder that builds of one component keep.
 *
 * @param repository clone URL: two repositories never share a cache
 * @param folder absolute, in the container
 */
public record CacheId(String repository, String component, String folder) {}
