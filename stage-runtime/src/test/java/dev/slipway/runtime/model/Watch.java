package dev.slipway.runtime.model;

import org.jspecify.annotations.Nullable;

/** Stands inside the transactions of one replica: notes what the database answered, and interferes when told to. */
final class Watch {

    private Seen seen = new Seen();
    private int points;
    private @Nullable Runnable interference;

    Seen begin() {
        seen = new Seen();
        interference = null;
        return seen;
    }

    Seen seen() {
        return seen;
    }

    /** At the next point but {@code points}, inside the transaction, something happens, once. */
    void interfere(int later, Runnable happens) {
        points = later;
        interference = happens;
    }

    void cut(int later) {
        Seen ended = seen;
        interfere(later, () -> {
            ended.cut = true;
            throw new Killed();
        });
    }

    /** A point inside a transaction, after a statement. */
    void point() {
        Runnable happens = interference;
        if (happens != null && points-- == 0) {
            interference = null;
            happens.run();
        }
    }

    /** The end of a process, as far as its transaction can tell. */
    static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("the process died here", null, false, false);
        }
    }
}
