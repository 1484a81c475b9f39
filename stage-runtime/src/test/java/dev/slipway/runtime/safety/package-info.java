/** Each dangerous setting is refused by name, and the settings that Slipway ships are not. */
@NullMarked
package dev.slipway.runtime.safety;

import org.jspecify.annotations.NullMarked;
