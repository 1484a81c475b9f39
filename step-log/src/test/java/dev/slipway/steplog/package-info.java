/** Rules of the user's log, among them: where chunks end makes no difference, and no secret ever comes out. */
@NullMarked
package dev.slipway.steplog;

import org.jspecify.annotations.NullMarked;
