/**
 * What the console needs from outside, in its own words: a ledger of pushes, a journal of events, the logs of the stages.
 */
@NullMarked
package dev.slipway.console.port;

import org.jspecify.annotations.NullMarked;
