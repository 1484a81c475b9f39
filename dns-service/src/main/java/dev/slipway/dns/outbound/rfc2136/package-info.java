/**
 * A zone on a name server that takes signed dynamic updates.
 */
@NullMarked
package dev.slipway.dns.outbound.rfc2136;

import org.jspecify.annotations.NullMarked;
