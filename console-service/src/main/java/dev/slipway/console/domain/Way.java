package dev.slipway.console.domain;

import dev.slipway.events.Trigger;

/** How somebody's push, or wish, came to be known. The same push is often told in several ways. */
public enum Way {
    /** The hook of a bare repository, which makes an id for each push. */
    HOOK,
    /** A forge's signed webhook. */
    WEBHOOK,
    /** A look at the repository's refs. */
    SWEEP,
    /** A person who wants a run, whether anything was pushed or not. */
    HAND;

    /** Whether it is somebody's word, of a push that others may tell of too; a look and a wish speak for themselves. */
    public boolean isReport() {
        return this == HOOK || this == WEBHOOK;
    }

    public Trigger trigger() {
        return this == HAND ? Trigger.MANUAL : Trigger.PUSH;
    }
}
