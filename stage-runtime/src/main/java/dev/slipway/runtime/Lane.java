package dev.slipway.runtime;

/**
 * Runs of one stage that have to do with each other.
 *
 * @param name e.g. repository and ref, or environment and stack
 * @param newestWins a run that has not begun ends as superseded when the lane knows a run of a higher sequence that is
 *     waiting, running or succeeded
 * @param exclusive at most one run of the lane works at a time, over all replicas of the service
 */
public record Lane(String name, boolean newestWins, boolean exclusive) {

    /** Nothing to do with any other run. */
    public static Lane alone(String name) {
        return new Lane(name, false, false);
    }

    /** Several may run side by side, but of the waiting ones only the newest is worth running. */
    public static Lane newestWins(String name) {
        return new Lane(name, true, false);
    }

    /** One at a time, newest first, never backwards. */
    public static Lane exclusive(String name) {
        return new Lane(name, true, true);
    }
}
