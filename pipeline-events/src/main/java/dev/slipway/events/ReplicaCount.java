package dev.slipway.events;

/**
 * Who serves at this moment.
 *
 * @param wanted replicas the stack asks for
 * @param updated healthy replicas of the new version
 * @param outdated running replicas of the version before
 * @param failed replicas of the new version that ended or were never healthy
 */
public record ReplicaCount(int wanted, int updated, int outdated, int failed) {}
