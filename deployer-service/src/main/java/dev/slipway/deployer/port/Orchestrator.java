package dev.slipway.deployer.port;

import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.StackId;
import java.util.List;
import java.util.Optional;

/**
 * What runs the stacks. Calls for different stacks may run side by side; for one stack the caller makes one at a time.
 *
 * <p>Every call may throw a {@link RuntimeException} when the orchestrator does not answer or refuses: worth another
 * attempt. An {@link InterruptedException} means that the caller was told to stop; whatever was begun goes on by itself
 * and is found again by the next attempt.
 */
public interface Orchestrator {

    /** Makes one out of an engine that is none yet; changes nothing where there is one. */
    void ensureReady() throws InterruptedException;

    /** Those of {@code ports} on which something other than this stack's load balancer listens, in the same order. */
    List<Integer> takenPorts(StackId stack, String loadBalancer, List<Integer> ports);

    /** Keeps a configuration file under this name. Idempotent: the name stands for its content. */
    void ensureConfig(StackId stack, String name, String content);

    boolean hasSecret(String name);

    /** Keeps a secret under this name. Idempotent: the first content stays. */
    void ensureSecret(StackId stack, String name, String content);

    /**
     * Which deployment is specified now.
     *
     * @param id the same for all application services; empty when one is missing or they differ
     * @param refused the deployment that was taken back in favour of this one
     */
    record Specified(Optional<DeploymentId> id, Optional<Refused> refused) {}

    /** A deployment that was taken back, and why. */
    record Refused(DeploymentId id, String reason) {}

    Specified specified(StackId stack, List<String> application);

    /**
     * Hands over the stack and returns; the replicas are replaced afterwards. Services whose specification is the same as
     * before are left running, services that are no longer named are removed. Volumes stay.
     */
    void apply(StackId stack, RenderedStack rendered) throws InterruptedException;

    /** How the deployment's replicas do. Keeps the caller waiting for a moment when it is asked again at once. */
    Observation observe(StackId stack, RenderedStack rendered, DeploymentId deployment) throws InterruptedException;

    /** Removes services, and what they run. Idempotent. */
    void remove(StackId stack, List<String> services);

    /** Addresses of the ready hosts on which replicas of a service run, sorted. */
    List<String> addresses(StackId stack, String service);
}
