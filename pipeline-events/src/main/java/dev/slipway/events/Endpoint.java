package dev.slipway.events;

/**
 * A port on which a load balancer listens on every one of its addresses.
 *
 * @param scheme {@code http} or {@code https}
 * @param port TCP port, 1–65535
 */
public record Endpoint(String scheme, int port) {}
