package dev.slipway.runtime.model;

import org.jspecify.annotations.Nullable;

/** What must hold, whatever happens in whatever order. */
enum Invariant {
    ONE_RUN_PER_EVENT("each delivered event is exactly one run"),
    NOTHING_ACKNOWLEDGED_IS_LOST("an acknowledged record is a run"),
    ONLY_DUE_RUNS_ARE_CLAIMED("only what waits and is due, or was left behind by the database's clock, is claimed"),
    CLAIM_RAISES_THE_FENCE("each claim raises the fence by one"),
    ATTEMPTS_ARE_COUNTED("attempts and infrastructure failures are counted right"),
    OLDEST_DUE_FIRST("the oldest due run is claimed, if there is one"),
    EXCLUSIVE_LANE("an exclusive lane works one run at a time"),
    ONLY_THE_HOLDER("only the holder of the newest fence changes, announces or ends a run"),
    SUPERSEDED_BY_THE_NEWEST("superseded exactly if a newer push waits, runs or succeeded"),
    CANCELLATION_IS_SEEN("a cancelled run knows it, whichever came first"),
    EVENTS_MATCH_STATE("a run's events are those of its transitions, one terminal event at the end"),
    STATE_MATCHES_MODEL("stored runs are as the model says"),
    SENT_MEANS_TAKEN("nothing is marked sent, or refused, without the broker's word"),
    PUBLISHED_IN_ORDER("the broker gets the events of a key in the order they were written"),
    COMES_TO_REST("left alone, every run ends and the outbox empties"),
    NOTHING_ELSE_BREAKS("no step fails in a way nobody expects");

    private final String rule;

    Invariant(String rule) {
        this.rule = rule;
    }

    /** @throws Violation unless it holds */
    void check(boolean holds, String found, @Nullable Object... arguments) {
        if (!holds) {
            throw new Violation(this, found.formatted(arguments));
        }
    }

    @Override
    public String toString() {
        return rule;
    }

    /** Something that must hold does not. */
    static final class Violation extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Invariant broken;

        Violation(Invariant broken, String found) {
            super("broken: " + broken + "; found: " + found);
            this.broken = broken;
        }

        Invariant broken() {
            return broken;
        }
    }
}
