package dev.slipway.artifact;

import org.jspecify.annotations.Nullable;

/**
 * A file of an archive.
 *
 * @param path relative to the archive's top
 * @param size bytes; 0 for a link
 * @param linkTo the path whose content this one shares, relative to the archive's top; null when it has its own
 */
public record ArchivedFile(String path, long size, @Nullable String linkTo) {}
