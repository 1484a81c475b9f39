package dev.slipway.events;

import java.util.List;

/**
 * The component compiled; source and artifacts are in the artifact store.
 *
 * @param source tar of the revision's tree
 * @param artifacts tar of the files that the build was asked to keep
 * @param files names of the kept files, relative to the component's folder
 */
public record ArtifactBuilt(
        PipelineRun pipelineRun, String component, Digest source, Digest artifacts, List<String> files)
        implements PipelineEvent {}
