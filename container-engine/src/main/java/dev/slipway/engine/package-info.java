/**
 * What Slipway wants from a container engine, in Slipway's own words: run a command in a confined container, adopt what
 * an earlier attempt started, carry files in and out, build and move images, and sweep up what nobody owns any more.
 * {@link dev.slipway.engine.ContainerEngine} and {@link dev.slipway.engine.ImageEngine} are the ports;
 * {@code dev.slipway.engine.docker} is the only place that knows Docker. No type of a client library appears here.
 */
@NullMarked
package dev.slipway.engine;

import org.jspecify.annotations.NullMarked;
