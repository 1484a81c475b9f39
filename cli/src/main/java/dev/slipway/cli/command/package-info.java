/** One class for each verb: reads its arguments, calls what does the work, shows the result. */
@NullMarked
package dev.slipway.cli.command;

import org.jspecify.annotations.NullMarked;
