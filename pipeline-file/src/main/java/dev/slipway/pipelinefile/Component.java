package dev.slipway.pipelinefile;

/**
 * @param name {@code [a-z][a-z0-9-]*}, at most 40 characters
 * @param path folder of the component relative to the repository, {@code "."} for the repository itself
 */
public record Component(String name, String path, Build build, Packaging packaging, IntegrationTest test) {}
