/** What goes out of and into the artifact store: snapshots of the source, and the test reports. */
@NullMarked
package dev.slipway.tester.outbound.artifact;

import org.jspecify.annotations.NullMarked;
