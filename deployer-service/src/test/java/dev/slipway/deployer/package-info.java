/** Procedures against behaving fakes, and against a real swarm. */
@NullMarked
package dev.slipway.deployer;

import org.jspecify.annotations.NullMarked;
