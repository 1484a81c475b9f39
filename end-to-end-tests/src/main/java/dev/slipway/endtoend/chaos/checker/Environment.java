package dev.slipway.endtoend.chaos.checker;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An environment that follows a branch, as it was at the end.
 *
 * @param target environment and stack, {@code staging/web}
 * @param repository and {@code ref} what it follows
 * @param revision what answers behind its load balancer; absent when nothing does
 * @param digests images that its replicas run
 * @param name of its load balancer in the zone, with the trailing dot
 * @param balanced whether a load balancer runs
 */
public record Environment(
        String target,
        String repository,
        String ref,
        @Nullable String revision,
        Set<String> digests,
        String name,
        boolean balanced) {}
