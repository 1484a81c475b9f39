package dev.slipway.packager;

import dev.slipway.artifact.ArchiveLimits;
import java.time.Duration;

/**
 * What one image build may cost.
 *
 * @param memoryBytes of each command of the Dockerfile
 * @param context bounds of source and artifacts together
 */
public record PackagingLimits(Duration time, long memoryBytes, ArchiveLimits context) {}
