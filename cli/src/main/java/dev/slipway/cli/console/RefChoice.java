package dev.slipway.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be run of a repository.
 *
 * @param defaultRef what is run when nothing else is named
 * @param branches the default branch first
 * @param tags newest version first
 */
public record RefChoice(String repository, @Nullable String defaultRef, List<Item> branches, List<Item> tags) {

    /** @param name without refs/heads/ or refs/tags/ */
    public record Item(String ref, String name, String revision) {}
}
