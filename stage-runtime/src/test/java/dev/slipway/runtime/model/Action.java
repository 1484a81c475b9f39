package dev.slipway.runtime.model;

import java.util.function.Consumer;

/**
 * A step with everything picked: what it says, what it does to the production code, and how the model judges the answer.
 */
record Action(String words, World.Member by, Consumer<Seen> deed, Judgement judgement) {

    /** Compares an answer with the model and moves the model on. */
    interface Judgement {

        /** @param racing whether another transaction was open meanwhile */
        void judge(Reference reference, Seen seen, boolean racing);
    }

    Seen perform(Consumer<Watch> before) {
        Seen seen = by.watch().begin();
        before.accept(by.watch());
        try {
            deed.accept(seen);
        } catch (RuntimeException e) {
            if (!seen.cut) {
                seen.failure = e;
            }
        }
        return seen;
    }
}
