/** The script's container: made, fed, followed and emptied through the container engine. */
@NullMarked
package dev.slipway.tester.outbound.container;

import org.jspecify.annotations.NullMarked;
