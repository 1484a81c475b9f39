package dev.slipway.artifact;

import java.util.List;

/**
 * What a selection from an archive came to.
 *
 * @param files paths that were picked, in the order of the archive
 * @param unmatched patterns that picked nothing, as given
 */
public record Selection(List<String> files, List<String> unmatched) {

    public Selection {
        files = List.copyOf(files);
        unmatched = List.copyOf(unmatched);
    }
}
