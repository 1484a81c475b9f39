/** The deployer's view of the artifact store. */
@NullMarked
package dev.slipway.deployer.outbound.artifact;

import org.jspecify.annotations.NullMarked;
