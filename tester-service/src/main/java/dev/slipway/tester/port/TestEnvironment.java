package dev.slipway.tester.port;

import dev.slipway.engine.Ownership;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.EnvironmentPlan;
import java.time.Duration;
import java.util.List;

/**
 * The throw-away services of one run, in a network of their own without a way out. Environments of different runs know
 * nothing of each other; calls for different runs may be concurrent, calls for one run come one after the other.
 *
 * <p>Everything an environment consists of carries the owner's labels, so that it is found and removed even when nobody
 * remembers it. Every method throws an unchecked exception when the engine fails; the call may then be repeated.
 */
public interface TestEnvironment {

    /** What starting came to. */
    sealed interface Result {

        /** @param network by which the script's container reaches the services by their names */
        record Up(String network) implements Result {}

        /**
         * Theirs to correct: an image that does not exist, a service that ended or never became healthy. What was
         * started is still there.
         *
         * @param reason continues "service X …"
         * @param lastLines of that service's log, oldest first; may be empty
         */
        record NotUp(String service, String reason, List<String> lastLines) implements Result {}
    }

    /**
     * Starts all services and waits until each is healthy, or runs if it has no health check, or has ended with 0.
     * Idempotent: what an earlier call began is completed.
     *
     * @param limit for images, starting and health together
     * @param log gets the plan and the progress
     * @throws InterruptedException leaves everything as it is
     */
    Result up(Ownership owner, EnvironmentPlan plan, Duration limit, StepLog log) throws InterruptedException;

    /** The network's name, whether the environment is up or not. */
    String network(Ownership owner);

    /** Appends what the services wrote to the log, each line with its service's name. Nothing when there is nothing. */
    void writeLogs(Ownership owner, StepLog log) throws InterruptedException;

    /**
     * Removes everything that belongs to the run: the script's container first, so that an environment without one is
     * known to be unfinished, then the services' containers, networks and volumes. Idempotent, also after a crash in the
     * middle of {@link #up} or of itself.
     */
    void down(Ownership owner);
}
