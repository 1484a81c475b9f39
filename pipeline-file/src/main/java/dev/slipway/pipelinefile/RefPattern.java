package dev.slipway.pipelinefile;

import java.util.regex.Pattern;

/**
 * Which refs an environment follows.
 *
 * <ul>
 *   <li>{@code develop}, {@code release/1}: a text without {@code *} is the name of one branch.
 *   <li>{@code v*}, {@code release-*}: a text with {@code *} is a pattern for tags.
 *   <li>{@code refs/heads/release/*}, {@code refs/tags/stable}: a full ref name, with or without {@code *}, says it
 *       outright.
 * </ul>
 *
 * <p>{@code *} stands for any characters except {@code /}, also for none.
 *
 * @param text as written
 */
public record RefPattern(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_*][A-Za-z0-9_.*/+@#=-]*");

    public RefPattern {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a branch name, tag pattern or full ref name");
        }
    }

    static boolean isValid(String text) {
        return FORM.matcher(text).matches()
                && !text.contains("..")
                && !text.contains("//")
                && !text.endsWith("/")
                && (!text.startsWith("refs/") || text.startsWith("refs/heads/") || text.startsWith("refs/tags/"));
    }

    /** @param ref full ref name, {@code refs/heads/develop} or {@code refs/tags/v1.1} */
    public boolean matches(String ref) {
        var regex = new StringBuilder();
        for (var part : full().splitWithDelimiters("\\*", 0)) {
            regex.append("*".equals(part) ? "[^/]*" : Pattern.quote(part));
        }
        return Pattern.matches(regex.toString(), ref);
    }

    private String full() {
        if (text.startsWith("refs/")) {
            return text;
        }
        return (text.contains("*") ? "refs/tags/" : "refs/heads/") + text;
    }

    @Override
    public String toString() {
        return text;
    }
}
