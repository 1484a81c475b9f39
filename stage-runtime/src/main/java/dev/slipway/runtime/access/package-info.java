/**
 * Who may call the HTTP resources of a service: bearer tokens from files, roles on the resources.
 */
@NullMarked
package dev.slipway.runtime.access;

import org.jspecify.annotations.NullMarked;
