/**
 * Refuses to start with a setting that loses events. Kafka, its connector and PostgreSQL each have defaults, or settings that
 * look harmless, with which an acknowledged event can vanish; Slipway sets them, and an installation that overrides one learns of it
 * at the start and not after the first crash.
 */
@NullMarked
package dev.slipway.runtime.safety;

import org.jspecify.annotations.NullMarked;
