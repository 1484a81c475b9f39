package dev.slipway.pipelinefile.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by a misspelt word. */
final class Suggestion {

    private static final int LONGEST = 40;

    private Suggestion() {}

    /** The nearest of {@code words}, when it is near enough to be meant. */
    static Optional<String> among(Collection<String> words, String misspelt) {
        if (misspelt.length() > LONGEST) {
            return Optional.empty();
        }
        var most = misspelt.length() < 4 ? 1 : 2;
        return words.stream()
                .filter(word -> distance(word, misspelt) <= most)
                .min(Comparator.comparingInt(word -> distance(word, misspelt)));
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each counting one. */
    static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
