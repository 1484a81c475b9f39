package dev.slipway.deployer.port;

import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.events.PipelineRunId;
import java.util.Optional;

/** What was handed to the orchestrator, and which of it proved good. Our own memory: the orchestrator's is one step deep. */
public interface ReleaseHistory {

    /** The release that serves, or empty before the first success. */
    Optional<Release> current(StackId stack);

    /** Remembers a release before it is handed over. Idempotent. Commits by itself. */
    void prepare(Release release);

    /**
     * Makes the release that was prepared last for this pipeline run the one that serves. Part of the caller's
     * transaction.
     *
     * @throws IllegalStateException when none was prepared
     */
    void confirm(StackId stack, PipelineRunId run);
}
