/**
 * Record sets, who owns them, and the plan that brings a zone in step. Pure: the JDK and the event records only.
 */
@NullMarked
package dev.slipway.dns.domain;

import org.jspecify.annotations.NullMarked;
