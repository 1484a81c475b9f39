package dev.slipway.deployer.domain;

import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import java.util.Optional;

/**
 * One version of a stack exactly as it was handed to the orchestrator, kept so that it can be handed over again.
 *
 * @param id the deployment that made it
 */
public record Release(
        DeploymentId id,
        StackId stack,
        PipelineRun pipelineRun,
        String component,
        ImageReference image,
        RenderedStack rendered) {

    public static Release of(Deployment deployment, RenderedStack rendered) {
        return new Release(
                deployment.id(),
                deployment.stack(),
                deployment.pipelineRun(),
                deployment.component(),
                deployment.image(),
                rendered);
    }

    /** The sequence of this release, if it came from a later push of the same ref than the deployment did. */
    public Optional<Long> newerThan(Deployment deployment) {
        PipelineRun other = deployment.pipelineRun();
        boolean comparable = pipelineRun.repository().equals(other.repository())
                && pipelineRun.ref().equals(other.ref());
        return comparable && pipelineRun.sequence() > other.sequence()
                ? Optional.of(pipelineRun.sequence())
                : Optional.empty();
    }
}
