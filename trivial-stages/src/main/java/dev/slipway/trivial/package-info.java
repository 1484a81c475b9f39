/**
 * Five stages that have nothing to do: what a push costs with them is what the suite itself costs. The same packaged
 * application runs in the place of each service and is the stage that the place calls for.
 */
@NullMarked
package dev.slipway.trivial;

import org.jspecify.annotations.NullMarked;
