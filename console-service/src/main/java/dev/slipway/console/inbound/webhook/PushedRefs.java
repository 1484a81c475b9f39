package dev.slipway.console.inbound.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forge says was pushed.
 *
 * @param repository the forge's name for the repository, e.g. {@code acme/app}
 */
record PushedRefs(String repository, String pusher, List<Move> moves) {

    /**
     * @param before all zero for a new ref
     * @param after all zero for a deleted ref
     * @param commit what {@code after} stands for, when the forge says so
     */
    record Move(
            String ref,
            String before,
            String after,
            @Nullable String commit) {

        /** Only branches and tags are built; forges have refs of their own besides. */
        boolean isOfBranchOrTag() {
            return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
        }
    }
}
