package dev.slipway.engine;

import org.jspecify.annotations.Nullable;

/**
 * The engine, not the user's command, let us down: socket gone, server error, registry unreachable, a name taken by
 * somebody else. What the user's command did is never reported this way but as a value.
 */
public class ContainerEngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final boolean retryable;

    /**
     * @param operation what was tried, with its object, such as {@code start slipway-main-builder-17-build}
     * @param retryable whether the same call may succeed later without anybody changing anything
     */
    public ContainerEngineException(String operation, boolean retryable, String reason, @Nullable Throwable cause) {
        super(operation + ": " + reason, cause);
        this.operation = operation;
        this.retryable = retryable;
    }

    public String operation() {
        return operation;
    }

    public boolean retryable() {
        return retryable;
    }
}
