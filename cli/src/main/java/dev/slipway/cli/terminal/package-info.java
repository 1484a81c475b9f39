/** How the commands look on a terminal and in a file: colours, tables, lines that change in place. */
@NullMarked
package dev.slipway.cli.terminal;

import org.jspecify.annotations.NullMarked;
