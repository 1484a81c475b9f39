package dev.slipway.pipelinefile;

/**
 * Where and how the component is deployed.
 *
 * @param name {@code [a-z][a-z0-9-]*}, at most 40 characters: it becomes a label of DNS names
 * @param stack stack file relative to the repository
 */
public record Environment(String name, RefPattern follow, String stack, RolloutPlan rollout) {}
