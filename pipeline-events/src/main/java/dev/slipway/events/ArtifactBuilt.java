package dev.slipway.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The component compiled; source and artifacts are in the artifact store.
 *
 * @param source tar of the revision's tree
 * @param artifacts tar of the files that the build was asked to keep; an empty one for a component without a build
 * @param files names of the kept files, relative to the component's folder
 * @param reusedFrom the pipeline run that built them from the same input; absent when this one did
 */
public record ArtifactBuilt(
        PipelineRun pipelineRun,
        String component,
        Digest source,
        Digest artifacts,
        List<String> files,
        @Nullable PipelineRunId reusedFrom)
        implements PipelineEvent {

    /** Built by this run itself. */
    public ArtifactBuilt(
            PipelineRun pipelineRun, String component, Digest source, Digest artifacts, List<String> files) {
        this(pipelineRun, component, source, artifacts, files, null);
    }
}
