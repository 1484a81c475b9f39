package dev.slipway.builder.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one attempt to build came to. */
public sealed interface BuildResult {

    /** Source and artifacts are in the store. */
    record Built(String component, Digest source, Digest artifacts, List<String> files) implements BuildResult {}

    /** @param component absent when the failure came before the pipeline file could be read */
    record Failed(@Nullable String component, Failure failure) implements BuildResult {}

    /** The build container was lost without its own doing; nothing is left of it, a new attempt starts afresh. */
    record Lost(String reason) implements BuildResult {}
}
