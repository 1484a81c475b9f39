/**
 * The suite on one machine: its parts (database, broker, registry, name server, six services), each behind
 * {@link dev.slipway.cli.suite.Part}, started and kept alive by one detached {@link dev.slipway.cli.suite.Supervisor}.
 * All state lies in one directory, {@link dev.slipway.cli.suite.SuiteHome}.
 */
@NullMarked
package dev.slipway.cli.suite;

import org.jspecify.annotations.NullMarked;
