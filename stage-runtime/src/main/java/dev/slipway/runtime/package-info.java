/**
 * The one way through every service: accept an event, work on it under a lease, conclude in one transaction.
 * Services implement Stage and hand received records to Intake; everything about leases, fences, retries,
 * superseding and cancelling happens here. At least once, observed once: an effect may be started twice, its
 * outcome is published once.
 */
@NullMarked
package dev.slipway.runtime;

import org.jspecify.annotations.NullMarked;
