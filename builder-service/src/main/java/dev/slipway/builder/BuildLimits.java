package dev.slipway.builder;

import dev.slipway.artifact.ArchiveLimits;

/**
 * The installation's part of what a build may cost, and its name.
 *
 * @param cpus processors for one container at most
 * @param processes in one container at most
 * @param parallel how many components of one push are built at a time
 * @param tree bounds of a revision, and of the component's folder after the build
 */
public record BuildLimits(String instance, double cpus, int processes, int parallel, ArchiveLimits tree) {}
