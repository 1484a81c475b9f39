package dev.slipway.deployer.outbound.swarm;

import org.jspecify.annotations.Nullable;

/** The swarm, its engine or the docker program did not do what they were asked; worth another attempt. */
public final class SwarmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SwarmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
