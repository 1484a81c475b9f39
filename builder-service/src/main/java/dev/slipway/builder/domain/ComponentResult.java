package dev.slipway.builder.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineRunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one attempt to build one component came to. */
public sealed interface ComponentResult {

    String component();

    /**
     * Source and artifacts are in the store.
     *
     * @param reusedFrom the pipeline run that built them from the same input; absent when this one did
     */
    record Built(
            String component,
            Digest source,
            Digest artifacts,
            List<String> files,
            @Nullable PipelineRunId reusedFrom) implements ComponentResult {}

    record Failed(String component, Failure failure) implements ComponentResult {}

    /** The build container was lost without its own doing; nothing is left of it, a new attempt starts afresh. */
    record Lost(String component, String reason) implements ComponentResult {}
}
