package dev.slipway.builder.port;

/** The repository did not answer, or not to the end. Later it may. */
public final class SourceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
