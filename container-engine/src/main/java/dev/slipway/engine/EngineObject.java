package dev.slipway.engine;

import java.time.Instant;
import java.util.Map;

/**
 * Something on the engine that carries labels.
 *
 * @param id what {@link ContainerEngine#remove(EngineObject)} goes by; a volume's id is its name
 * @param createdAt by the engine's clock
 */
public record EngineObject(Kind kind, String id, String name, Map<String, String> labels, Instant createdAt) {

    /** In the order in which things must be removed: a network or volume in use cannot go. */
    public enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME
    }

    public EngineObject {
        labels = Map.copyOf(labels);
    }
}
