package dev.slipway.tester.port;

import dev.slipway.engine.Ownership;
import dev.slipway.events.Digest;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.ScriptResult;
import dev.slipway.tester.domain.TestPlan;
import java.time.Duration;

/**
 * Runs the test script in a confined container inside the environment's network. Every method throws an unchecked
 * exception when the engine fails; the call may then be repeated. Removed by {@link TestEnvironment#down}.
 */
public interface ScriptContainer {

    /** Whether an earlier attempt made it. Then the environment was up, and the script must not begin a second time. */
    boolean isThere(Ownership owner);

    /**
     * Lays the source below the working directory, runs the script and waits for its end; when an earlier attempt did
     * some of that, continues there.
     *
     * @param network {@link TestEnvironment#network}
     * @param limit counted by the engine from the script's start
     * @param log gets the command and its output
     * @throws InterruptedException leaves the script running
     */
    ScriptResult run(Ownership owner, TestPlan plan, Digest source, String network, Duration limit, StepLog log)
            throws InterruptedException;
}
