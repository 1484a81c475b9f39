package dev.slipway.builder.domain;

import dev.slipway.events.CommitPushed;
import org.jspecify.annotations.Nullable;

/**
 * The revision to build.
 *
 * @param ref full name, {@code refs/heads/develop}
 * @param before the ref's revision before the push; absent for a new ref
 */
public record Source(
        String repository,
        String ref,
        String revision,
        @Nullable String before) {

    public static Source of(CommitPushed push) {
        var run = push.pipelineRun();
        return new Source(run.repository(), run.ref(), run.revision(), push.before());
    }
}
