/**
 * The ports spoken to a Docker engine (API 1.41) with docker-java, split by concern. Only this package imports
 * {@code com.github.dockerjava}. Errors are classified by status code or exception class, never by message text.
 */
@NullMarked
package dev.slipway.engine.docker;

import org.jspecify.annotations.NullMarked;
