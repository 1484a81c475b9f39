package dev.slipway.cli.console;

import java.util.List;

/**
 * What the build of one component left.
 *
 * @param archive digest of the tar
 * @param available whether it is still kept
 * @param size bytes of the tar
 * @param files their paths in it
 */
public record Artifact(String component, String archive, boolean available, long size, List<String> files) {}
