package dev.slipway.packager;

import dev.slipway.runtime.RunId;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Removes what packaging runs left on this machine. Images stay: their tags are the runs' own. */
public record PackagingCleanup(Path workspaces) {

    /** Removes everything of one run. Idempotent. */
    public void discard(RunId run) {
        Workspace.discard(workspaces, run);
    }

    /** Removes what belongs to runs that are over. */
    public void sweep(Predicate<RunId> live) {
        Workspace.sweep(workspaces, live);
    }
}
