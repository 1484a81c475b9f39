package dev.slipway.endtoend.chaos.checker;

/**
 * A broken promise.
 *
 * @param subject what it is about
 * @param evidence what was seen, with places and ids to look at
 */
public record Violation(Kind kind, String subject, String evidence) {

    /** What was promised, and the number of the invariant. */
    public enum Kind {
        LOST("I1", "a push left no trace"),
        DOUBLED("I1", "a push was taken in or ended more than once"),
        STUCK("I1", "a push did not end in time"),
        EVENT_TWICE("I2", "one fact was told as two events"),
        DIGESTS_DIFFER("I3", "one commit has several images"),
        UNTESTED("I4", "an image was deployed that passed no test"),
        NO_PREDECESSOR("I4", "a stage ran without the one before it"),
        NOT_NEWEST("I5", "an environment does not serve the newest good commit"),
        BACKWARDS("I6", "an environment went back to an older commit"),
        OVERLAP("I7", "two rollouts of one stack at a time"),
        ZONE("I8", "the zone is not in step with the load balancers"),
        FOREIGN_RECORD("I8", "a record of somebody else was changed"),
        ORPHAN("I9", "something was left on the engine"),
        LATE_FINISH("I11", "a late finish was not rejected"),
        DEAD_LETTER("I12", "a proper event was refused"),
        NOT_RECOVERED("I14", "a part did not come back to work"),
        UNSENT("I15", "an event was not sent"),
        GOOD_FAILED("I16", "a good commit failed");

        private final String invariant;
        private final String meaning;

        Kind(String invariant, String meaning) {
            this.invariant = invariant;
            this.meaning = meaning;
        }

        public String invariant() {
            return invariant;
        }

        public String meaning() {
            return meaning;
        }
    }

    @Override
    public String toString() {
        return "%s %s: %s; %s".formatted(kind.invariant(), kind.meaning(), subject, evidence);
    }
}
