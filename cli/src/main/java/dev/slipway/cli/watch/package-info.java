/** A run while it goes on: asks the console again and again and draws its stages. */
@NullMarked
package dev.slipway.cli.watch;

import org.jspecify.annotations.NullMarked;
