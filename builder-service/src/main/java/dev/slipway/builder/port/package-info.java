/** What the builder needs from outside, in its own words. Containers and artifacts have ports of their own modules. */
@NullMarked
package dev.slipway.builder.port;

import org.jspecify.annotations.NullMarked;
