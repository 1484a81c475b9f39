package dev.slipway.builder.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What asking a repository for its refs came to. */
public sealed interface RemoteRefs {

    /**
     * @param defaultRef what HEAD points to; absent when there is no such branch
     * @param refs every branch and tag
     */
    record Listed(@Nullable String defaultRef, List<RemoteRef> refs) implements RemoteRefs {

        public Listed {
            refs = List.copyOf(refs);
        }
    }

    /** @param reason what was wanted, what was found and what to do: the user's matter */
    record Refused(String reason) implements RemoteRefs {}

    /**
     * One branch or tag.
     *
     * @param name full name
     * @param target what it points to: a commit, or an annotated tag
     * @param commit what it stands for in the end
     */
    record RemoteRef(String name, String target, String commit) {}
}
