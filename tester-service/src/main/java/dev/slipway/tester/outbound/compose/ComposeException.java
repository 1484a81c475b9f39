package dev.slipway.tester.outbound.compose;

/** Compose, not the user's file, let us down. */
public class ComposeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ComposeException(String message) {
        super(message);
    }

    public ComposeException(String message, Throwable cause) {
        super(message, cause);
    }
}
