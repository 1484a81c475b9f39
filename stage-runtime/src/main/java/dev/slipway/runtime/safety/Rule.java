package dev.slipway.runtime.safety;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a setting must be.
 *
 * @param key without the prefix of a channel
 * @param unset the value in force when nobody sets it
 */
record Rule(String key, String unset, Predicate<String> right, String wanted, String consequence) {

    static Rule exactly(String key, String unset, String wanted, String consequence) {
        return new Rule(key, unset, wanted::equalsIgnoreCase, wanted, consequence);
    }

    static Rule atLeast(String key, String unset, long least, String consequence) {
        return new Rule(key, unset, value -> number(value) >= least, "at least " + least, consequence);
    }

    static Rule atMost(String key, String unset, long most, String consequence) {
        return new Rule(
                key, unset, value -> number(value) >= 0 && number(value) <= most, "at most " + most, consequence);
    }

    /** @param name the key as an operator would write it */
    Optional<Danger> check(String name, Optional<String> value) {
        String found = value.map(String::strip).orElse(unset);
        return right.test(found)
                ? Optional.empty()
                : Optional.of(new Danger(name, found.isEmpty() ? "not set" : found, wanted, consequence));
    }

    /** Not a number at all counts as wrong, whatever is wanted. */
    static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }
}
