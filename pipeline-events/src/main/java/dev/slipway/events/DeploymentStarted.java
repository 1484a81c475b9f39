package dev.slipway.events;

/** The rollout of the new version began. */
public record DeploymentStarted(
        PipelineRun pipelineRun, String component, String environment, String stack, ImageReference image)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
