package dev.slipway.artifact;

import org.jspecify.annotations.Nullable;

/** An entry that can be skipped, but neither laid out nor copied: that refuses the archive. */
record UnsafeEntry(String path, String reason) implements ReadEntry {

    static UnsafeEntry linkingOut(String path) {
        return new UnsafeEntry(path, "links out of the tree");
    }

    @Override
    public @Nullable UnsafeEntry below(String top) {
        String below = top.isEmpty() ? path : EntryPath.below(path, top);
        return below == null ? null : new UnsafeEntry(below, reason);
    }
}
