/** Docker Swarm behind the ports Orchestrator and ImageSupply: applying through the docker program, observing through the engine's API. */
@NullMarked
package dev.slipway.deployer.outbound.swarm;

import org.jspecify.annotations.NullMarked;
