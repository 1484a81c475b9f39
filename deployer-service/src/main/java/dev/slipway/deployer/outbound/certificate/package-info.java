/** Certificates made with Bouncy Castle. */
@NullMarked
package dev.slipway.deployer.outbound.certificate;

import org.jspecify.annotations.NullMarked;
