/**
 * The command line {@code slipway …}: what a person types. Starts and watches the suite of one machine
 * ({@link dev.slipway.cli.suite}), speaks to the console over HTTP ({@link dev.slipway.cli.console}) and to Kafka as a
 * reader, and shows the whole journey of a push ({@link dev.slipway.cli.demo}). No Quarkus: it has to start at once.
 */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
