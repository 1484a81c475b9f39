package dev.slipway.deployer.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;

/**
 * What is to be deployed, and where.
 *
 * @param component whose image it is; fills in {@code ${IMAGE_<component>}} of the stack file
 * @param source snapshot of the revision, where the stack file lies
 */
public record Deployment(
        DeploymentId id,
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        StackId stack) {}
