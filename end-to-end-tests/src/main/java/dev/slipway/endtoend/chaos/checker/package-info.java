/**
 * Judges what a chaos run left behind. {@link dev.slipway.endtoend.chaos.checker.History} is what independent observers
 * saw: topics, tables, engine, load balancers, zone, and the driver's own journal; {@link
 * dev.slipway.endtoend.chaos.checker.Checker} is a pure function from it to every broken promise, each with its evidence.
 * Nothing in this package does input or output.
 */
@NullMarked
package dev.slipway.endtoend.chaos.checker;

import org.jspecify.annotations.NullMarked;
