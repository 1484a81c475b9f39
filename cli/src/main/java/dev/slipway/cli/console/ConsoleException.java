package dev.slipway.cli.console;

/** The console did not do what was asked. The message is for people. */
public class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean reached;

    ConsoleException(String message, boolean reached) {
        super(message);
        this.reached = reached;
    }

    ConsoleException(String message, Throwable cause) {
        super(message, cause);
        this.reached = false;
    }

    /** Whether it answered at all. */
    public boolean reached() {
        return reached;
    }
}
