/** Lets pushes to a bare repository in: writes its {@code post-receive} hook. */
@NullMarked
package dev.slipway.cli.hook;

import org.jspecify.annotations.NullMarked;
