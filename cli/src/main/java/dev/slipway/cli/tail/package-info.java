/** Reads events from Kafka for people: no group, no commits, so that looking changes nothing. */
@NullMarked
package dev.slipway.cli.tail;

import org.jspecify.annotations.NullMarked;
