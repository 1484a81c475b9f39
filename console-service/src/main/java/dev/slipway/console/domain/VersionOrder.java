package dev.slipway.console.domain;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Puts names of releases in order: numbers count as numbers, and what is marked as not yet released comes before its release.
 *
 * <pre>v1.1-rc.1 &lt; v1.1-rc.2 &lt; v1.1 &lt; v1.2 &lt; v1.10 &lt; v2</pre>
 */
final class VersionOrder implements Comparator<String> {

    static final Comparator<String> OLDEST_FIRST = new VersionOrder();

    private static final Pattern PART = Pattern.compile("\\d+|-|[^\\d-]+");

    private VersionOrder() {}

    @Override
    public int compare(String one, String other) {
        List<String> a = parts(one);
        List<String> b = parts(other);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = comparePart(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (a.size() == b.size()) {
            return one.compareTo(other);
        }
        boolean longerIsOlder = a.size() > b.size() ? isMark(a.get(b.size())) : isMark(b.get(a.size()));
        return Integer.compare(a.size(), b.size()) * (longerIsOlder ? -1 : 1);
    }

    private static int comparePart(String a, String b) {
        boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        if (numbers) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        if (isMark(a) != isMark(b)) {
            return isMark(a) ? -1 : 1;
        }
        return a.compareTo(b);
    }

    private static boolean isMark(String part) {
        return part.equals("-");
    }

    private static List<String> parts(String name) {
        return PART.matcher(name).results().map(MatchResult::group).toList();
    }
}
