/**
 * A zone at Amazon Route 53. The only place that knows the AWS SDK.
 */
@NullMarked
package dev.slipway.dns.outbound.route53;

import org.jspecify.annotations.NullMarked;
