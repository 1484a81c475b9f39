package dev.slipway.artifact;

import org.jspecify.annotations.Nullable;

/** An entry whose path is relative, normalised and stays in the tree. */
sealed interface ReadEntry permits TarEntry, UnsafeEntry {

    String path();

    /** This entry with a path relative to the folder {@code top}, or null when it is not below it. */
    @Nullable
    ReadEntry below(String top);
}
