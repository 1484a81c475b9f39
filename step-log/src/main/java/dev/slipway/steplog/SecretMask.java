package dev.slipway.steplog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces secrets by {@value #MASK}: plain, line by line, in Base64, URL and JSON form. Colours inside a secret do not
 * hide it, and where secrets overlap all of them are covered. This protects against accidents. It is no boundary:
 * whoever can run a command with a secret can write it backwards.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class SecretMask {

    static final String MASK = "***";

    /** Values shorter than this would mask half of every log. */
    public static final int SHORTEST_SECRET = SecretForms.SHORTEST;

    public static final SecretMask NONE = new SecretMask(List.of(), List.of());

    private static final int FILTER_SIZE = 1 << 16;
    private static final char ESC = 0x1B;

    private final List<String> refused;
    /** First four characters → the patterns that begin so, longest first. */
    private final Map<String, List<String>> patterns = new HashMap<>();
    /** Sieves out nearly every position before the map is asked. */
    private final BitSet beginnings = new BitSet(FILTER_SIZE);

    private SecretMask(List<String> longestFirst, List<String> refused) {
        this.refused = List.copyOf(refused);
        for (String pattern : longestFirst) {
            patterns.computeIfAbsent(beginning(pattern, 0), key -> new ArrayList<>())
                    .add(pattern);
            beginnings.set(sieve(pattern, 0));
        }
    }

    /** @param secrets name → value; the names are only used to say which value is too short */
    public static SecretMask of(Map<String, String> secrets) {
        List<String> refused = new ArrayList<>();
        List<String> forms = new ArrayList<>();
        new TreeMap<>(secrets).forEach((name, value) -> {
            if (value.strip().length() < SHORTEST_SECRET) {
                refused.add(name);
            } else {
                forms.addAll(SecretForms.of(value));
            }
        });
        List<String> longestFirst = forms.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new SecretMask(longestFirst, refused);
    }

    /** Names of the secrets that are too short to be masked. */
    public List<String> refused() {
        return refused;
    }

    /** @param line without line end */
    public String apply(String line) {
        return apply(line, false);
    }

    /** @param cut the line went on: what may be the beginning of a secret at its end is masked too */
    String apply(String line, boolean cut) {
        if (patterns.isEmpty()) {
            return line;
        }
        int[] origin = visiblePositions(line);
        String visible = visible(line, origin);
        BitSet secret = new BitSet(visible.length());
        for (int at = 0; at + SHORTEST_SECRET <= visible.length(); at++) {
            if (beginnings.get(sieve(visible, at))) {
                secret.set(at, at + longestMatch(visible, at));
            }
        }
        if (cut) {
            secret.set(visible.length() - longestBeginning(visible), visible.length());
        }
        return secret.isEmpty() ? line : covered(line, origin, secret);
    }

    private int longestMatch(String text, int at) {
        for (String pattern : patterns.getOrDefault(beginning(text, at), List.of())) {
            if (text.startsWith(pattern, at)) {
                return pattern.length();
            }
        }
        return 0;
    }

    private int longestBeginning(String text) {
        int longest = 0;
        for (List<String> group : patterns.values()) {
            for (String pattern : group) {
                for (int length = Math.min(pattern.length(), text.length()); length > longest; length--) {
                    if (text.regionMatches(text.length() - length, pattern, 0, length)) {
                        longest = length;
                    }
                }
            }
        }
        return longest;
    }

    /** Index of each character that is not part of a colour sequence. */
    private static int[] visiblePositions(String line) {
        int[] positions = new int[line.length()];
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ESC) {
                int end = line.indexOf('m', i);
                i = end < 0 ? line.length() : end;
            } else {
                positions[count++] = i;
            }
        }
        return Arrays.copyOf(positions, count);
    }

    private static String visible(String line, int[] origin) {
        if (origin.length == line.length()) {
            return line;
        }
        StringBuilder visible = new StringBuilder(origin.length);
        for (int position : origin) {
            visible.append(line.charAt(position));
        }
        return visible.toString();
    }

    /** Colour sequences stay where they are, also those inside a covered part. */
    private static String covered(String line, int[] origin, BitSet secret) {
        StringBuilder result = new StringBuilder(line.length());
        int next = 0;
        for (int i = 0; i < origin.length; i++) {
            result.append(line, next, origin[i]);
            next = origin[i] + 1;
            if (!secret.get(i)) {
                result.append(line.charAt(origin[i]));
            } else if (i == 0 || !secret.get(i - 1)) {
                result.append(MASK);
            }
        }
        return result.append(line, next, line.length()).toString();
    }

    private static String beginning(String text, int at) {
        return text.substring(at, at + SHORTEST_SECRET);
    }

    private static int sieve(String text, int at) {
        int hash = text.charAt(at);
        for (int i = 1; i < SHORTEST_SECRET; i++) {
            hash = hash * 31 + text.charAt(at + i);
        }
        return (hash ^ hash >>> 16) & (FILTER_SIZE - 1);
    }
}
