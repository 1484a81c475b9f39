/** What the test procedure needs from outside, in its own words. */
@NullMarked
package dev.slipway.tester.port;

import org.jspecify.annotations.NullMarked;
