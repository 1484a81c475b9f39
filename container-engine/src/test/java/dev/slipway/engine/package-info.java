/**
 * The behaving fakes, shipped as test-jar for the services' tests, beside the contracts that keep them honest: the same
 * assertions run against the fakes and against a real engine.
 */
@NullMarked
package dev.slipway.engine;

import org.jspecify.annotations.NullMarked;
