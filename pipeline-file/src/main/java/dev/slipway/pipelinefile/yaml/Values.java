package dev.slipway.pipelinefile.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Readers of the values that every file of a repository uses: durations, sizes, paths, images. */
public final class Values {

    /** Name of something that may become a label of a DNS name. */
    public static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    public static final String NAME_FORM =
            "lower-case letters, digits and hyphens, starting with a letter, at most 40 characters";

    public static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    public static final String VARIABLE_FORM = "letters, digits and underscores";

    private static final Pattern DURATION =
            Pattern.compile("(?=\\d)(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])b?");

    private static final String REPOSITORY_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String REPOSITORY = REPOSITORY_PART + "(?:/" + REPOSITORY_PART + ")*";
    private static final Pattern REPOSITORY_NAME = Pattern.compile(REPOSITORY);
    private static final Pattern IMAGE = Pattern.compile("(?:[A-Za-z0-9.-]+(?::\\d{1,5})?/)?" + REPOSITORY
            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private static final int LONGEST_PATH = 255;

    private static final Pattern CONTAINER_FOLDER = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@+-]+)+");
    private static final Pattern RESERVED_FOLDER = Pattern.compile("/(?:proc|sys|dev|run)(?:/.*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,2})?");

    private Values() {}

    /** {@code 20m}, {@code 2s}, {@code 1h30m}, {@code 500ms}, within bounds. */
    public static ValueReader<Duration> duration(Duration minimum, Duration maximum) {
        return value -> {
            var expected = "a duration from " + written(minimum) + " to " + written(maximum) + " such as 90s or 20m";
            var text = value.scalar();
            if (text == null) {
                return null;
            }
            if (!DURATION.matcher(text).matches()) {
                value.mistake("\"" + Mistakes.shown(text) + "\" is not valid", expected);
                return null;
            }
            var duration = parsedDuration(text);
            if (duration.compareTo(minimum) < 0 || duration.compareTo(maximum) > 0) {
                value.mistake(text + " is out of range", expected);
                return null;
            }
            return duration;
        };
    }

    private static Duration parsedDuration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        return Duration.ofHours(part(parts, 1))
                .plusMinutes(part(parts, 2))
                .plusSeconds(part(parts, 3))
                .plusMillis(part(parts, 4));
    }

    private static long part(Matcher parts, int group) {
        var part = parts.group(group);
        return part == null ? 0 : Long.parseLong(part);
    }

    /** The notation of {@link #duration}: {@code 1h30m}, {@code 0s}. */
    public static String written(Duration duration) {
        var text = (duration.toHours() > 0 ? duration.toHours() + "h" : "")
                + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "")
                + (duration.toMillisPart() > 0 ? duration.toMillisPart() + "ms" : "");
        return text.isEmpty() ? "0s" : text;
    }

    /** {@code 512m}, {@code 2g}, in bytes, within bounds. */
    public static ValueReader<Long> size(long minimum, long maximum) {
        return value -> {
            var expected = "a size from " + (minimum >> 20) + "m to " + (maximum >> 30) + "g such as 512m or 2g";
            var text = value.scalar();
            if (text == null) {
                return null;
            }
            var parts = SIZE.matcher(text.toLowerCase(Locale.ROOT));
            if (!parts.matches()) {
                value.mistake("\"" + Mistakes.shown(text) + "\" is not valid", expected);
                return null;
            }
            var bytes = Long.parseLong(parts.group(1)) << shift(parts.group(2));
            if (bytes < minimum || bytes > maximum) {
                value.mistake(text + " is out of range", expected);
                return null;
            }
            return bytes;
        };
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 30;
        };
    }

    /** A file or folder inside the repository, normalised: no leading {@code ./}, no trailing {@code /}. */
    public static ValueReader<String> path() {
        return value -> {
            var path = value.text();
            if (path == null) {
                return null;
            }
            var problem = problemOfPath(path);
            if (problem != null) {
                value.mistake("\"" + Mistakes.shown(path) + "\" " + problem, "a relative path inside the repository");
                return null;
            }
            var normal = path.replaceAll("(^|/)(\\./)+", "$1").replaceAll("/(\\.)?$", "");
            return normal.isEmpty() ? "." : normal;
        };
    }

    private static @Nullable String problemOfPath(String path) {
        if (path.length() > LONGEST_PATH) {
            return "is longer than " + LONGEST_PATH + " characters";
        }
        if (path.startsWith("/") || path.startsWith("~") || path.matches("[A-Za-z]:.*")) {
            return "is absolute";
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\\')) {
            return "holds a backslash or control character";
        }
        for (var segment : path.split("/", -1)) {
            if ("..".equals(segment)) {
                return "leaves the repository";
            }
            if (".git".equalsIgnoreCase(segment)) {
                return "is Git's own folder";
            }
        }
        return path.contains("//") ? "has an empty segment" : null;
    }

    /** An absolute folder in a container, normalised: no trailing {@code /}; not the top, not the kernel's folders. */
    public static ValueReader<String> containerFolder() {
        return value -> {
            var expected = "an absolute path in the container such as /go/cache, not below /proc, /sys, /dev or /run";
            var path = value.text();
            if (path == null) {
                return null;
            }
            var normal = path.replaceFirst("/+$", "");
            if (path.length() > LONGEST_PATH
                    || !CONTAINER_FOLDER.matcher(normal).matches()
                    || RESERVED_FOLDER.matcher(normal).matches()) {
                value.mistake("\"" + Mistakes.shown(path) + "\" is not valid", expected);
                return null;
            }
            return normal;
        };
    }

    /** A number with at most two digits after the point, within bounds. */
    public static ValueReader<Double> number(double minimum, double maximum) {
        return value -> {
            var text = value.scalar();
            if (text == null) {
                return null;
            }
            var number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : -1;
            if (number < minimum || number > maximum) {
                value.mistake(
                        "\"" + Mistakes.shown(text) + "\" is not valid",
                        "a number from " + minimum + " to " + maximum + " such as 1.5");
                return null;
            }
            return number;
        };
    }

    /** One shell line. */
    public static ValueReader<String> line() {
        return value -> {
            var text = value.text();
            if (text == null) {
                return null;
            }
            if (text.strip().contains("\n")) {
                value.mistake("holds several lines", "a list with one line per item");
                return null;
            }
            return text.strip();
        };
    }

    public static boolean isImage(String text) {
        return IMAGE.matcher(text).matches();
    }

    /** An image reference, {@code postgres:17} or {@code registry.example:5000/team/app@sha256:…}. */
    public static ValueReader<String> image() {
        return value -> value.text(IMAGE, "an image such as postgres:17 or registry.example/team/app:1.0");
    }

    /** Repository name of an image, without registry, tag and digest. */
    public static ValueReader<String> imageRepository() {
        return value -> value.text(
                REPOSITORY_NAME, "a repository name in lower case such as team/app, without registry and tag");
    }

    /** One of a few words. */
    public static <T> ValueReader<T> choice(Map<String, T> words) {
        return value -> {
            var text = value.text();
            if (text == null) {
                return null;
            }
            var chosen = words.get(text);
            if (chosen == null) {
                var allowed = words.keySet().stream().sorted().toList();
                value.mistake(
                        "\"" + Mistakes.shown(text) + "\" is not valid", "allowed: " + String.join(", ", allowed));
            }
            return chosen;
        };
    }
}
