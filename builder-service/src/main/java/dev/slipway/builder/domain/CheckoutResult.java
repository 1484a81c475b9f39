package dev.slipway.builder.domain;

import java.util.List;

/** What checking out a revision came to. */
public sealed interface CheckoutResult {

    /**
     * @param changes one line for each new commit, newest first, shortened when there are many
     * @param notices what a person should know about the tree, a line each: what was not fetched, and what to do about it
     */
    record CheckedOut(List<String> changes, List<String> notices) implements CheckoutResult {

        public CheckedOut {
            changes = List.copyOf(changes);
            notices = List.copyOf(notices);
        }

        public CheckedOut(List<String> changes) {
            this(changes, List.of());
        }
    }

    /** @param reason what was wanted, what was found and what to do: the user's matter */
    record Refused(String reason) implements CheckoutResult {}
}
