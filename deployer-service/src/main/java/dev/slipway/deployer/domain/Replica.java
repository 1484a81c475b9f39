package dev.slipway.deployer.domain;

import java.util.List;

/**
 * One task of a service.
 *
 * @param id the orchestrator's id of the task
 * @param service name in the stack file
 * @param detail one line: what the orchestrator or the health check says; may be empty
 * @param output last lines of the health check and of the program, oldest first; only for replicas in trouble
 */
public record Replica(String id, String service, Condition condition, String detail, List<String> output) {

    /** Where a replica stands. */
    public enum Condition {
        /** Waiting for a place, fetching its image, or running and not yet healthy. */
        STARTING,
        HEALTHY,
        /** Its health check gave it up, whether or not it has been stopped since. */
        UNHEALTHY,
        /** Ended without having been told to by a health check. */
        ENDED
    }

    public Replica {
        output = List.copyOf(output);
    }

    boolean failed() {
        return condition == Condition.UNHEALTHY || condition == Condition.ENDED;
    }
}
