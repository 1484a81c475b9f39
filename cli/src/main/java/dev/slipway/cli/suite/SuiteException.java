package dev.slipway.cli.suite;

/** Something of the suite cannot run. The message is for people: what was wanted, what was found, what to do. */
public class SuiteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SuiteException(String message) {
        super(message);
    }

    public SuiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
