package dev.slipway.runtime;

/** A record that cannot be read as an event; it goes to the dead-letter topic with this message as its reason. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String reason) {
        super(reason);
    }
}
