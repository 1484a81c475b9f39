/**
 * What the deployer thinks with: the desired stack, the state of a rollout and the decisions about it. Values and pure
 * functions; nothing here reaches an engine, a database or a clock.
 */
@NullMarked
package dev.slipway.deployer.domain;

import org.jspecify.annotations.NullMarked;
