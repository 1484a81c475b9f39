package dev.slipway.console.domain;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param field name of the field in the sent JSON
 * @param found the value as sent, shortened; {@code nothing} when it was left out
 * @param wanted what would be right, in words
 */
public record Problem(String field, String found, String wanted) {}
