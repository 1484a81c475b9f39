/** What the deployer needs from outside, in its own words. Adapters are in {@code outbound}. */
@NullMarked
package dev.slipway.deployer.port;

import org.jspecify.annotations.NullMarked;
