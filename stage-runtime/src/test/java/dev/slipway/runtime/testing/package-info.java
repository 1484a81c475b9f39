/**
 * What the component tests of all services share: a real broker in a process of its own, a folder that goes afterwards, and
 * the test's own end of the wire.
 */
@NullMarked
package dev.slipway.runtime.testing;

import org.jspecify.annotations.NullMarked;
