package dev.slipway.engine;

/**
 * A container of ours on the engine, as {@link ContainerEngine#ensure} found or made it.
 *
 * @param id the engine's id; later calls go by it, so that a successor of the same name is never hit by mistake
 * @param adopted true when an earlier attempt of the same run made it
 * @param state at the time of {@code ensure}; it is not kept up to date
 */
public record ContainerHandle(String id, String name, boolean adopted, ContainerState state) {}
