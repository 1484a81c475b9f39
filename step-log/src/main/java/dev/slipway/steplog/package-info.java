/**
 * The user's log of a step: bytes of a command become UTF-8 lines with the secrets masked, the harmful control
 * characters gone and the size bounded, before anything is stored. {@link dev.slipway.steplog.StepLog} is the door, a
 * {@link dev.slipway.steplog.LogSink} the store. This is not the service's own log, and nothing here writes to that one.
 */
@NullMarked
package dev.slipway.steplog;

import org.jspecify.annotations.NullMarked;
