package dev.slipway.events;

/** One more step of a rollout, for people who watch. */
public record RolloutProgressed(
        PipelineRun pipelineRun, String component, String environment, String stack, ReplicaCount replicas)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
