package dev.slipway.packager.port;

import org.jspecify.annotations.Nullable;

/** The registry did not do what it was asked. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** @param retryable whether the same call may succeed later without anybody changing anything */
    public RegistryException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
