package dev.slipway.runtime;

/** This attempt no longer owns its run: whatever it found out is not to be used. */
public final class FencedOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FencedOffException(RunId run) {
        super("run " + run + " was taken over by another attempt");
    }
}
