/** The console's HTTP API as this command line uses it. */
@NullMarked
package dev.slipway.cli.console;

import org.jspecify.annotations.NullMarked;
