package dev.slipway.cli.command;

/** What {@code $?} says; documented in {@code slipway --help}. */
public final class ExitCode {

    public static final int OK = 0;
    /** What was asked for did not succeed, or a run failed. */
    public static final int FAILED = 1;
    /** The command line was wrong. */
    public static final int USAGE = 2;
    /** The suite, or the part of it that was needed, does not answer. */
    public static final int NOT_REACHABLE = 3;

    private ExitCode() {}
}
