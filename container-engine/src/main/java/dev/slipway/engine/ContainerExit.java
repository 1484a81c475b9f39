package dev.slipway.engine;

import java.time.Duration;

/** How the life of a container ended. */
public sealed interface ContainerExit {

    /** The command ended by itself; 0 is success, anything else is the user's matter. */
    record Exited(int code) implements ContainerExit {}

    /** The kernel killed the command because it wanted more than its memory limit. */
    record OutOfMemory(int code) implements ContainerExit {}

    /** The command outlived its limit and was killed. */
    record TimeLimitExceeded(Duration limit) implements ContainerExit {}

    /**
     * The command could not be executed: not found (127) or not executable (126) in that image. The user's matter.
     *
     * @param message the engine's own words
     */
    record CannotStart(int code, String message) implements ContainerExit {}

    /** Infrastructure: the command's own result is unknown, a new attempt is due. Never the user's failure. */
    record Lost(Reason reason) implements ContainerExit {}

    enum Reason {
        /** The engine was restarted and took the container down with it. */
        ENGINE_RESTARTED,
        /** The container is no longer there: removed by somebody else. */
        VANISHED
    }
}
