package dev.slipway.cli.suite;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One thing that the suite runs. A part is used by one thread at a time, except {@link #pid()}, {@link #alive()} and
 * {@link #ready()}, which anybody may ask at any time.
 *
 * <p>Parts outlive the supervisor: what an earlier one started is found again by its pid file or container name.
 */
interface Part {

    /** When a part is started: services need every foundation. Stopped the other way round. */
    enum Tier {
        FOUNDATION,
        SERVICE
    }

    /** Lower-case word that people see and that names files. */
    String name();

    Tier tier();

    /** The ports that must be free, or held by this very part, before it can start. */
    List<PartPort> ports();

    /**
     * Makes sure that it runs, and returns before it is ready. Idempotent: one that runs already with the same command
     * and configuration is adopted, one with another configuration is replaced.
     *
     * @throws SuiteException if it cannot be started; calling again later is allowed
     */
    void start() throws InterruptedException;

    /** Whether it answers. Finishes its set-up (roles, topics) at the first call that reaches it; never throws. */
    boolean ready();

    /** Whether it runs, ready or not. False also for one that an earlier supervisor started and that died since. */
    boolean alive();

    /**
     * Ends it, and what an earlier supervisor left of it, by force when the time is over. Idempotent; its state stays.
     *
     * @param within how long it may take to end by itself
     */
    void stop(Duration within) throws InterruptedException;

    /** Its main process on this machine, if it runs. */
    OptionalLong pid();

    /** What a person should know about its end: an exit code, a signal. Empty text when nothing is known. */
    String lastWords();
}
