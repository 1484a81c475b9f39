package dev.slipway.artifact;

/**
 * @param minimumFreeBytes what must stay free on the store's file system; below it nothing is written
 * @param maximumObjectBytes size of the largest object that is accepted
 */
public record StoreLimits(long minimumFreeBytes, long maximumObjectBytes) {

    public StoreLimits {
        if (minimumFreeBytes < 0 || maximumObjectBytes < 1) {
            throw new IllegalArgumentException("limits of an artifact store are positive numbers of bytes");
        }
    }
}
