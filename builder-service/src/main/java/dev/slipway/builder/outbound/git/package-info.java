/** Fetching revisions with JGit; the only package that imports it. No configuration of the machine's user is read. */
@NullMarked
package dev.slipway.builder.outbound.git;

import org.jspecify.annotations.NullMarked;
