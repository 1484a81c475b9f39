/** Reading test reports, written by code that nobody trusts. */
@NullMarked
package dev.slipway.tester.outbound.report;

import org.jspecify.annotations.NullMarked;
