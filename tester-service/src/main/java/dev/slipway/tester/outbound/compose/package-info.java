/**
 * Environments made by the {@code docker compose} program: it starts, orders and watches the services of a file that we
 * wrote ourselves, with an empty process environment. What it made is removed through the engine by label, which also
 * works when it was killed half-way.
 */
@NullMarked
package dev.slipway.tester.outbound.compose;

import org.jspecify.annotations.NullMarked;
