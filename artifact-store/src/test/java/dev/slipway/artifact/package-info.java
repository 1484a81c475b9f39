@NullMarked
package dev.slipway.artifact;

import org.jspecify.annotations.NullMarked;
