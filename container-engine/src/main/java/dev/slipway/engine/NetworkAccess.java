package dev.slipway.engine;

/** What a container can reach. The engine's host network and other containers' networks cannot be named. */
public sealed interface NetworkAccess {

    /** Loopback only; the default. */
    record None() implements NetworkAccess {}

    /** The engine's default bridge: outside reachable, no names of other containers. */
    record DefaultBridge() implements NetworkAccess {}

    /** A user-defined network, by name; made before with {@link ContainerEngine#ensureNetwork} or by Compose. */
    record Named(String name) implements NetworkAccess {
        public Named {
            // the engine gives these names a special meaning: the host's network is never reachable through us
            if (name.isBlank()
                    || name.equals("host")
                    || name.equals("none")
                    || name.equals("default")
                    || name.equals("bridge")
                    || name.contains(":")) {
                throw new IllegalArgumentException("not the name of a user-defined network: '" + name + "'");
            }
        }
    }
}
