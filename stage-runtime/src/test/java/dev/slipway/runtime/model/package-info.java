/**
 * The model test of the runtime: random interleavings of what may happen to two or three replicas, done by the production
 * code on a real database, and compared step by step with a small model of what must hold. Planted bugs prove that the
 * comparison sees something.
 */
@NullMarked
package dev.slipway.runtime.model;

import org.jspecify.annotations.NullMarked;
