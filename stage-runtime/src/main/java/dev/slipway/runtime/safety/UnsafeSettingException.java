package dev.slipway.runtime.safety;

/** The service must not run with these settings; the message names each, what was found and what is wanted. */
final class UnsafeSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeSettingException(String message) {
        super(message);
    }
}
