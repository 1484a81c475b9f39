/**
 * Named points on a run's way where a test can halt, pause or break the process, so that every moment between two steps
 * can be tried and not only those that chance finds. Off unless a folder of orders is configured; then each order names
 * one service, one revision and one point, and is carried out once.
 */
@NullMarked
package dev.slipway.runtime.failpoint;

import org.jspecify.annotations.NullMarked;
