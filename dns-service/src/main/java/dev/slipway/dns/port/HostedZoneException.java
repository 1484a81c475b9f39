package dev.slipway.dns.port;

import org.jspecify.annotations.Nullable;

/** The zone does not answer, or does not let us in: an operator's matter, or a matter of time. */
public final class HostedZoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HostedZoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
