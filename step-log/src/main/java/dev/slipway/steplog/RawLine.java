package dev.slipway.steplog;

/**
 * A line before masking.
 *
 * @param cut true when the line went on behind the limit
 */
record RawLine(String text, boolean cut) {}
