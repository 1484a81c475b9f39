package dev.slipway.builder.outbound.git;

import dev.slipway.builder.domain.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The commits that a push brought. */
final class Changes {

    static final int SHOWN = 20;

    private Changes() {}

    /** One line for each, newest first. */
    static List<String> of(Repository repository, Source source) throws IOException {
        List<String> changes = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(source.revision())));
            excludeBefore(walk, source.before());
            for (RevCommit commit : walk) {
                if (changes.size() == SHOWN || (source.before() == null && !changes.isEmpty())) {
                    changes.add("…");
                    break;
                }
                changes.add(commit.abbreviate(7).name() + " "
                        + commit.getAuthorIdent().getName() + ": " + commit.getShortMessage());
            }
        }
        return changes;
    }

    private static void excludeBefore(RevWalk walk, @Nullable String before) throws IOException {
        if (before == null || !ObjectId.isId(before)) {
            return;
        }
        try {
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(before)));
        } catch (MissingObjectException e) {
            // replaced by a forced push, or longer ago than is shown: all that is known counts as new
            return;
        }
    }
}
