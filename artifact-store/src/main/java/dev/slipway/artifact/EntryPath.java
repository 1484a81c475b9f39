package dev.slipway.artifact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for the paths of entries, decided on the text alone: nothing here looks at a file system. */
final class EntryPath {

    private EntryPath() {}

    /** The path without {@code .} segments and slashes at its end; empty for the top itself. */
    static String normal(String name) {
        if (name.startsWith("/")) {
            throw new UnsafeArchiveException(shown(name), "has an absolute path");
        }
        if (name.indexOf('\\') >= 0 || name.matches("[A-Za-z]:.*")) {
            throw new UnsafeArchiveException(shown(name), "has a path of another system");
        }
        if (name.indexOf('\0') >= 0) {
            throw new UnsafeArchiveException(shown(name), "has a path with a NUL character");
        }
        var segments = new ArrayList<String>();
        for (var segment : name.split("/", -1)) {
            if ("..".equals(segment)) {
                throw new UnsafeArchiveException(shown(name), "climbs out of the tree");
            }
            if (!segment.isEmpty() && !".".equals(segment)) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    /**
     * Whether a symbolic link at {@code path} leads to a place in the tree. A {@code ..} counts only at the start of the
     * target: after a name, which may be a link itself, nobody can tell from the text where it leads. So every link goes
     * up inside the tree first and down after, and a chain of such links never leaves it.
     */
    static boolean linkStaysInside(String path, String target) {
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0 || target.indexOf('\0') >= 0) {
            return false;
        }
        var level = List.of(path.split("/", -1)).size() - 1;
        var down = false;
        for (var segment : target.split("/", -1)) {
            if ("..".equals(segment)) {
                level--;
                if (down || level < 0) {
                    return false;
                }
            } else if (!segment.isEmpty() && !".".equals(segment)) {
                down = true;
            }
        }
        return true;
    }

    /** Where a symbolic link at {@code path} leads that stays inside: relative to the top. */
    static String resolved(String path, String target) {
        var segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeLast();
        for (var segment : target.split("/", -1)) {
            if ("..".equals(segment)) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !".".equals(segment)) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    /** {@code path} relative to the folder {@code top}, or null when it lies beside it or is the folder itself. */
    static @Nullable String below(String path, String top) {
        return path.startsWith(top + "/") ? path.substring(top.length() + 1) : null;
    }

    /** A path of an archive as it may be shown. */
    static String shown(String name) {
        var printable = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
    }
}
