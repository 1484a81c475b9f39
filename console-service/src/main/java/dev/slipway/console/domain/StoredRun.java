package dev.slipway.console.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRunId;
import java.time.Instant;
import java.util.Set;

/**
 * A pipeline run and what its events name of the artifact store.
 *
 * @param components those that were built
 * @param lastEvent by the clock of the service that told it
 * @param published whether one of its images was
 * @param sources snapshots of the revision: what deploying, promoting and rolling back a version read
 * @param digests everything that is named, the sources included; also digests of images, which are nothing to the store
 */
public record StoredRun(
        PipelineRunId run,
        String repository,
        String ref,
        Set<String> components,
        Instant lastEvent,
        boolean published,
        Set<Digest> sources,
        Set<Digest> digests) {

    public StoredRun {
        components = Set.copyOf(components);
        sources = Set.copyOf(sources);
        digests = Set.copyOf(digests);
    }
}
