package dev.slipway.deployer.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import java.util.Map;

/**
 * What is to be deployed, and where.
 *
 * @param component whose publication made the stack complete
 * @param image of that component
 * @param images of all components that the stack names; each fills in {@code ${IMAGE_<component>}} of the stack file
 * @param source snapshot of the revision, where the stack file lies
 */
public record Deployment(
        DeploymentId id,
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        Map<String, ImageReference> images,
        StackId stack) {

    public Deployment {
        images = Map.copyOf(images);
    }

    /** A stack of one component. */
    public Deployment(
            DeploymentId id,
            PipelineRun pipelineRun,
            String component,
            Digest source,
            ImageReference image,
            StackId stack) {
        this(id, pipelineRun, component, source, image, Map.of(component, image), stack);
    }
}
