/** The contracts against a real Docker engine. */
@NullMarked
package dev.slipway.engine.docker;

import org.jspecify.annotations.NullMarked;
