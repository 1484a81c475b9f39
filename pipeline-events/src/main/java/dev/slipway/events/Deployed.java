package dev.slipway.events;

/** All replicas run the new version and are healthy. */
public record Deployed(
        PipelineRun pipelineRun,
        String component,
        String environment,
        String stack,
        ImageReference image,
        ReplicaCount replicas)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
