package dev.slipway.artifact;

/**
 * What an archive may cost at most.
 *
 * @param maximumBytes sum of the sizes of its files, also of those that are skipped
 * @param maximumEntries number of its entries
 * @param maximumPathLength characters of one path
 */
public record ArchiveLimits(long maximumBytes, int maximumEntries, int maximumPathLength) {

    public ArchiveLimits {
        if (maximumBytes < 0 || maximumEntries < 0 || maximumPathLength < 1) {
            throw new IllegalArgumentException("limits of an archive are positive numbers");
        }
    }
}
