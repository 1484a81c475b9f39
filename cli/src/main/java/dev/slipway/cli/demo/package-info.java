/** The whole journey of a push with a sample repository, shown live and checked at its end. */
@NullMarked
package dev.slipway.cli.demo;

import org.jspecify.annotations.NullMarked;
