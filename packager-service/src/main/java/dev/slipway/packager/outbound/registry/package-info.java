/** The OCI distribution API of a registry over HTTP, spoken by status codes. */
@NullMarked
package dev.slipway.packager.outbound.registry;

import org.jspecify.annotations.NullMarked;
