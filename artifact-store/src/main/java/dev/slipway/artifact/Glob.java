package dev.slipway.artifact;

import java.util.regex.Pattern;

/** A path with wildcards that picks files and whole folders. */
final class Glob {

    private final String pattern;
    private final Pattern regex;

    Glob(String pattern) {
        this.pattern = pattern;
        var text = ".".equals(pattern) ? "**" : pattern;
        var expression = new StringBuilder();
        for (var part : text.splitWithDelimiters("\\*\\*/|\\*\\*|\\*|\\?", 0)) {
            expression.append(
                    switch (part) {
                        case "**/" -> "(?:.*/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> Pattern.quote(part);
                    });
        }
        // What is picked, and everything in it when it is a folder.
        this.regex = Pattern.compile(expression + "(?:/.*)?", Pattern.DOTALL);
    }

    String pattern() {
        return pattern;
    }

    boolean picks(String path) {
        return regex.matcher(path).matches();
    }
}
