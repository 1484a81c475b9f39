package dev.slipway.runtime.access;

/** What a caller may be. */
public final class Roles {

    /** A person or tool that runs the suite: sees everything, may start, cancel, deploy. */
    public static final String OPERATOR = "operator";

    /** A git hook: may report pushes, nothing else. */
    public static final String HOOK = "hook";

    private Roles() {}
}
