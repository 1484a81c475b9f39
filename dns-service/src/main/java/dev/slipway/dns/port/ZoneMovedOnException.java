package dev.slipway.dns.port;

import org.jspecify.annotations.Nullable;

/** Somebody changed the zone between reading and changing it: read it again. */
public final class ZoneMovedOnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ZoneMovedOnException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
