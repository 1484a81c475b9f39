/** Looks at what a run left, each from a side of its own: topics, tables, engine, zone, load balancers, logs. */
@NullMarked
package dev.slipway.endtoend.chaos.observer;

import org.jspecify.annotations.NullMarked;
