package dev.slipway.engine;

/**
 * Upper bounds for one container; there is no "unlimited".
 *
 * @param memoryBytes memory including swap, at least 6 MiB (the engine's own minimum)
 * @param cpus share of processor time, 1.5 = one and a half processors
 * @param pids processes and threads together
 */
public record ResourceLimits(long memoryBytes, double cpus, int pids) {

    private static final long MIB = 1024L * 1024;
    private static final long ENGINE_MINIMUM = 6 * MIB;

    public static final ResourceLimits DEFAULT = new ResourceLimits(2048 * MIB, 2, 512);

    public ResourceLimits {
        if (memoryBytes < ENGINE_MINIMUM) {
            throw new IllegalArgumentException("memory limit below 6 MiB: " + memoryBytes);
        }
        if (!(cpus >= 0.01)) {
            throw new IllegalArgumentException("cpu limit below 0.01: " + cpus);
        }
        if (pids < 1) {
            throw new IllegalArgumentException("process limit below 1: " + pids);
        }
    }
}
