/** Tests of the runtime; the component test runs it against a real broker and a real database. */
@NullMarked
package dev.slipway.runtime;

import org.jspecify.annotations.NullMarked;
