package dev.slipway.packager;

import dev.slipway.engine.ImageReference;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.runtime.RunId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Removes what packaging runs left on this machine: folders, and after a while the images on the engine, which are in the
 * registry. There they stay: which tags a registry keeps is its own matter.
 *
 * @param keep how long an image stays on the engine, where tests and rollouts find it without a pull
 */
public record PackagingCleanup(Path workspaces, PackagingSite site, Duration keep, Clock clock) {

    /** Removes everything of one run. Idempotent. */
    public void discard(RunId run) {
        Workspace.discard(workspaces, run);
    }

    /** Removes what belongs to runs that are over. */
    public void sweep(Predicate<RunId> live) {
        Workspace.sweep(workspaces, live);
        Instant until = clock.instant().minus(keep);
        site.images().labelled(ImagePlan.RUN_LABEL).forEach((name, made) -> {
            if (made.isBefore(until) && isOver(name, live)) {
                site.images().removeImage(name);
            }
        });
    }

    /** Whether a name is that of one of our own runs, and the run is over. Other names people have given: they stay. */
    private boolean isOver(ImageReference name, Predicate<RunId> live) {
        String tag = name.tagOrLatest();
        if (!site.address().equals(name.registry()) || !tag.startsWith(ImagePlan.TAG_PREFIX)) {
            return false;
        }
        try {
            return !live.test(RunId.of(tag.substring(ImagePlan.TAG_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
