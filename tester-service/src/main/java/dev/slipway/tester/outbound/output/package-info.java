/** What adapters keep of the output of containers, beside the log. */
@NullMarked
package dev.slipway.tester.outbound.output;

import org.jspecify.annotations.NullMarked;
