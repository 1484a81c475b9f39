/** Looks at a repository's pipeline file before it is pushed, with the readers of the services themselves. */
@NullMarked
package dev.slipway.cli.lint;

import org.jspecify.annotations.NullMarked;
