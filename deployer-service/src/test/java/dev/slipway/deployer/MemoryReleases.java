package dev.slipway.deployer;

import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.events.PipelineRunId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Release history without a database. */
final class MemoryReleases implements ReleaseHistory {

    private final Map<StackId, Release> prepared = new HashMap<>();
    private final Map<StackId, Release> serving = new HashMap<>();

    @Override
    public Optional<Release> current(StackId stack) {
        return Optional.ofNullable(serving.get(stack));
    }

    @Override
    public void prepare(Release release) {
        prepared.put(release.stack(), release);
    }

    @Override
    public void confirm(StackId stack, PipelineRunId run) {
        Release release = prepared.get(stack);
        if (release == null || !release.pipelineRun().id().equals(run)) {
            throw new IllegalStateException("nothing was prepared for " + stack + " by " + run);
        }
        serving.put(stack, release);
    }
}
