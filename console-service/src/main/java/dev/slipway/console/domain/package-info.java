/**
 * What the console knows by itself: which pushes it takes, how versions are named, and how a pile of events becomes the
 * picture of a pipeline run. Pure: the JDK and the event records only.
 */
@NullMarked
package dev.slipway.console.domain;

import org.jspecify.annotations.NullMarked;
