@NullMarked
package dev.slipway.broker;

import org.jspecify.annotations.NullMarked;
