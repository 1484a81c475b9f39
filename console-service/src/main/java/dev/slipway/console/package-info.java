/**
 * The people's door: takes pushes in, keeps every event, and answers questions about pipeline runs. The main path:
 *
 * <ol>
 *   <li>{@link dev.slipway.console.inbound.PushResource} takes a push over HTTP,
 *   <li>{@link dev.slipway.console.domain.PushReport} says everything that is wrong with it,
 *   <li>{@link dev.slipway.console.PushAcceptance} gives it its place in the order of its ref and says so to all services,
 *   <li>{@link dev.slipway.console.inbound.EventHandler} hears what the services make of it,
 *   <li>{@link dev.slipway.console.port.EventJournal} keeps every event once,
 *   <li>{@link dev.slipway.console.domain.PipelineView} makes the picture of a run from them.
 * </ol>
 */
@NullMarked
package dev.slipway.console;

import org.jspecify.annotations.NullMarked;
