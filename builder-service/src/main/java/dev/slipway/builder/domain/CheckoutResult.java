package dev.slipway.builder.domain;

import java.util.List;

/** What checking out a revision came to. */
public sealed interface CheckoutResult {

    /** @param changes one line for each new commit, newest first, shortened when there are many */
    record CheckedOut(List<String> changes) implements CheckoutResult {

        public CheckedOut {
            changes = List.copyOf(changes);
        }
    }

    /** @param reason what was wanted, what was found and what to do: the user's matter */
    record Refused(String reason) implements CheckoutResult {}
}
