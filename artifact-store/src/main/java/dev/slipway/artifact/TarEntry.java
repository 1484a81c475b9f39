package dev.slipway.artifact;

import org.jspecify.annotations.Nullable;

/** An entry that has passed the checks of {@link TarReader}. */
sealed interface TarEntry extends ReadEntry {

    record Directory(String path) implements TarEntry {}

    /** @param size announced in the header; the content may turn out shorter, never longer */
    record File(String path, long size, boolean executable) implements TarEntry {}

    /** @param target relative to the link's folder, inside the tree */
    record SymbolicLink(String path, String target) implements TarEntry {}

    /** @param target path of a file earlier in the archive */
    record HardLink(String path, String target) implements TarEntry {}

    @Override
    default @Nullable ReadEntry below(String top) {
        if (top.isEmpty()) {
            return this;
        }
        var path = EntryPath.below(path(), top);
        if (path == null) {
            return null;
        }
        return switch (this) {
            case Directory directory -> new Directory(path);
            case File file -> new File(path, file.size(), file.executable());
            case SymbolicLink link ->
                EntryPath.linkStaysInside(path, link.target())
                        ? new SymbolicLink(path, link.target())
                        : UnsafeEntry.linkingOut(path);
            case HardLink link -> {
                var target = EntryPath.below(link.target(), top);
                yield target == null ? UnsafeEntry.linkingOut(path) : new HardLink(path, target);
            }
        };
    }
}
