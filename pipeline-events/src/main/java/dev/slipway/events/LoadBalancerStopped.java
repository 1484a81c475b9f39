package dev.slipway.events;

/** A load balancer is gone; its names go too. */
public record LoadBalancerStopped(PipelineRun pipelineRun, String environment, String stack, String loadBalancer)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
