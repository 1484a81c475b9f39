/**
 * What a test is, how its environment stands and what its end means: records, sealed results and pure decisions. Nothing
 * here runs, reads or waits.
 */
@NullMarked
package dev.slipway.tester.domain;

import org.jspecify.annotations.NullMarked;
