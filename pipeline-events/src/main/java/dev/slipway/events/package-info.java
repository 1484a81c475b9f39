/**
 * The wire contract between the services: one record per event, the ids and values they carry, the topics they travel on
 * and the codec to and from CloudEvents on Kafka. Events are facts in the past tense; nothing here knows Quarkus, a
 * database or a container. Evolution is additive only: a new meaning gets a new field or a new type, never a changed one.
 */
@NullMarked
package dev.slipway.events;

import org.jspecify.annotations.NullMarked;
