package dev.slipway.console.domain;

import java.util.regex.Pattern;

/**
 * Full name of a branch or tag that is safe to hand to git and to show: the rules of {@code git check-ref-format}, and in
 * addition no part that starts with a dash, because such a name reads as an option.
 *
 * @see <a href="https://git-scm.com/docs/git-check-ref-format">git check-ref-format</a>
 */
public record RefName(String value) {

    public static final String WANTED =
            "a full ref name under refs/heads/ or refs/tags/ that git check-ref-format accepts, "
                    + "no part of which starts with a dash, of at most 255 characters";

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final int LONGEST = 255;
    /** Control characters, DEL, space, {@code ~^:?*[\}, {@code ..}, <code>@{</code>, {@code //}, trailing slash or dot. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cntrl} ~^:?*\\[\\\\]|\\p{Cf}|\\p{Zl}|\\p{Zp}|\\.\\.|@\\{|//|[/.]$");
    /** A part that starts with a dot or a dash, or ends in {@code .lock}. */
    private static final Pattern FORBIDDEN_PART = Pattern.compile("(^|/)[.-]|\\.lock(/|$)");

    public RefName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a ref name; wanted " + WANTED);
        }
    }

    public static boolean isValid(String text) {
        return (text.startsWith(HEADS) || text.startsWith(TAGS))
                && text.length() <= LONGEST
                && !FORBIDDEN.matcher(text).find()
                && !FORBIDDEN_PART.matcher(text).find();
    }

    public boolean isTag() {
        return value.startsWith(TAGS);
    }

    /** The name without {@code refs/heads/} or {@code refs/tags/}. */
    public String shortName() {
        return value.substring(isTag() ? TAGS.length() : HEADS.length());
    }
}
