/** The rules of the house as tests; docs/architecture.md names each rule beside what it guards. */
@NullMarked
package dev.slipway.architecture;

import org.jspecify.annotations.NullMarked;
