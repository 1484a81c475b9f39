package dev.slipway.builder;

import dev.slipway.artifact.ArchiveLimits;

/**
 * The installation's part of what a build may cost, and its name.
 *
 * @param tree bounds of a revision, and of the workspace after the build
 */
public record BuildLimits(String instance, double cpus, int processes, ArchiveLimits tree) {}
